public import CanonicalJSON
import EDTF

/// Checks one event against the contract and takes from it what the log indexes. Everything that can be
/// judged of a line by itself is judged here; what needs the log (known actors, targets, ids) is not.
///
/// A reader keeps its storage from one event to the next, and of an event's texts it keeps places in the document: no
/// string is made of what is right.
public struct EventReader: Sendable {
    /// What is read.
    public private(set) var document = JSONDocument()
    /// Everything that is wrong with the event, in the order of the text.
    public internal(set) var faults: [FieldFault] = []
    /// What has been read but for the texts: those stand in ``id``, ``subject``, ``parts`` and ``typeName``.
    public internal(set) var outline = EventDraft(type: .own, typeName: "")
    /// The id, if it is given.
    public internal(set) var id: JSONNode?
    public internal(set) var subject: JSONNode?
    /// Who took part and how, in the order of the canonical text, each once.
    public internal(set) var parts: [Part] = []
    private var type: JSONNode?
    var rules = TypeRules.own
    /// The parts that ``parts`` has already, where they are many.
    var seenParts: Set<EventDraft.Part> = []

    /// One actor's part.
    public struct Part: Sendable {
        public let role: Role
        public let actor: JSONNode
    }

    /// Reads the event at `node`.
    ///
    /// - Returns: the draft, which means something only where there are no faults.
    public static func read(
        _ document: JSONDocument, _ node: JSONNode? = nil
    ) -> (draft: EventDraft, faults: [FieldFault]) {
        var reader = EventReader()
        reader.document = document
        reader.read(node ?? document.root)
        return (reader.draft, reader.faults)
    }

    public init() {}

    /// Reads a part of some bytes, which must be JSON, as an event.
    ///
    /// - Returns: whether it is one without faults.
    public mutating func read(_ bytes: [UInt8], _ range: Range<Int>) throws(JSONFault) -> Bool {
        try document.parse(bytes, range)
        faults.removeAll()
        parts.removeAll(keepingCapacity: true)
        seenParts.removeAll()
        outline = EventDraft(type: .own, typeName: "")
        (type, id, subject, rules) = (nil, nil, nil, .own)
        read(document.root)
        return faults.isEmpty
    }

    /// The name of the event's type; empty where it has none.
    public var typeName: String {
        guard let type else { return "" }
        return outline.type == .own ? document.text(type) ?? "" : outline.type.name
    }

    /// All that has been read, with its texts.
    public var draft: EventDraft {
        var draft = outline
        draft.typeName = typeName
        draft.id = id.flatMap(document.text)
        draft.subject = subject.flatMap(document.text)
        draft.parts = parts.map { EventDraft.Part(role: $0.role, code: document.text($0.actor) ?? "") }
        return draft
    }

    /// The fields of an event's line, beside those that the log assigns.
    public static let fieldNames = Field.allCases.map { "\($0)" }
    private static let fields = Vocabulary(fieldNames)

    private enum Field: Int, CaseIterable {
        case type, occurred, actors, subject, id, reported, effective, assertion, likelihood, confidence
        case actsAs, place, wording, quote, note, tags, source, data
    }

    /// What the log gives an event.
    public static let assignedNames = ["revision", "recorded", "hash"]

    mutating func fault(_ field: FieldPath, _ message: String) {
        faults.append(FieldFault(text(of: field), message))
    }

    private mutating func read(_ root: JSONNode) {
        guard document.isObject(root) else {
            fault("event", "\(shown(root)) is not a JSON object")
            return
        }
        guard readType(document.member(root, "type")) else { return }
        var hasOccurred = false
        var hasActors = false
        var data: JSONNode?
        var actsAs: JSONNode?
        var walk = document.walk(members: root)
        while let (key, value) = document.nextMember(&walk) {
            switch Field(rawValue: document.place(of: key, in: Self.fields)) {
            case .type: break
            case .occurred:
                hasOccurred = true
                readOccurred(value)
            case .actors:
                hasActors = true
                readActors(value)
            case .subject: readSubject(value)
            case .id: readID(value)
            case .reported: readReported(value)
            case .effective:
                if let date = date("effective", value), !date.isUnknown { outline.effective = date.start }
            case .assertion: readAssertion(value)
            case .likelihood: name("likelihood", value, among: Self.likelihoods)
            case .confidence: name("confidence", value, among: Self.confidences)
            case .actsAs: actsAs = value
            case .place: readPlace(value)
            case .wording: text("wording", value)
            case .quote: text("quote", value)
            case .note: text("note", value)
            case .tags: texts("tags", value)
            case .source: readSource(value)
            case .data: data = value
            case nil: unknown(document.text(key) ?? "")
            }
        }
        if !hasOccurred, !outline.type.isRecord {
            fault("occurred", "is missing; an EDTF date is needed, or \"\" where it isn't known")
        }
        if !hasActors { checkRoles() }
        if let actsAs { readActsAs(actsAs) }
        if let kind = rules.subjectKind, subject == nil, !faults.contains(where: { $0.field == "subject" }) {
            fault("subject", "is missing; \(typeName) needs one, '\(kind)/…'")
        }
        readData(data)
    }

    private static let assertions = Vocabulary(Assertion.allCases.map(\.name))
    private static let likelihoods = Vocabulary(Likelihood.allCases.map(\.rawValue))
    private static let confidences = Vocabulary(Confidence.allCases.map(\.rawValue))

    private mutating func unknown(_ field: String) {
        if Self.assignedNames.contains(field) {
            fault(
                .named(field), "is assigned by the log and can't be given; leave it out (`restore` takes it)")
        } else {
            fault(
                .named(field),
                "unknown field '\(field)'\(NearestName.question(field, in: Self.fieldNames))")
        }
    }

    private mutating func readType(_ node: JSONNode?) -> Bool {
        guard let node else {
            fault("type", "is missing; a name of the catalogue is needed, such as 'meeting.held'")
            return false
        }
        guard document.isText(node) else {
            fault("type", "\(shown(node)) is not a text")
            return false
        }
        guard let found = EventType(place: document.place(of: node, in: Catalogue.typeNames)) ?? ownType(node)
        else {
            let name = document.text(node) ?? ""
            fault(
                "type", "unknown type '\(name)'\(NearestName.question(name, in: Catalogue.typeNames.names))")
            return false
        }
        type = node
        outline.type = found
        rules = TypeRules.of(found)
        return true
    }

    private func ownType(_ node: JSONNode) -> EventType? {
        document.text(node).flatMap(Catalogue.type(named:))
    }

    private mutating func readOccurred(_ node: JSONNode) {
        guard let date = date("occurred", node) else { return }
        outline.occurred = date.start
        outline.isInterval = date.end != nil
        outline.isUnknownDate = date.isUnknown
    }

    /// Reads an EDTF expression.
    mutating func date(_ field: FieldPath, _ node: JSONNode) -> EDTFDate? {
        guard document.isText(node) else {
            fault(field, "\(shown(node)) is not a text; an EDTF date is needed, such as \"2018-03\"")
            return nil
        }
        do throws(EDTFError) {
            if let place = document.plainText(node) {
                return try EDTFDate(utf8: document.bytes.span.extracting(place))
            }
            return try EDTFDate(utf8: (document.text(node) ?? "").utf8.span)
        } catch {
            fault(field, "'\(document.text(node) ?? "")' is not an EDTF date: \(error)")
            return nil
        }
    }

    private mutating func readReported(_ node: JSONNode) {
        guard document.isText(node) else {
            fault("reported", "\(shown(node)) is not a text; a date or an RFC 3339 time is needed")
            return
        }
        do throws(EDTFError) {
            if let place = document.plainText(node) {
                outline.reported = try LensDate.last(of: document.bytes.span.extracting(place))
            } else {
                outline.reported = try LensDate.last(of: (document.text(node) ?? "").utf8.span)
            }
        } catch {
            fault("reported", "'\(document.text(node) ?? "")' is not a date or an RFC 3339 time: \(error)")
        }
    }

    private mutating func readAssertion(_ node: JSONNode) {
        name("assertion", node, among: Self.assertions)
        let place = document.place(of: node, in: Self.assertions)
        if place >= 0 { outline.assertion = Assertion.allCases[place] }
    }

    /// Whether the node is a text that `isRight` holds to be well-formed.
    func isText(_ node: JSONNode, _ isRight: (Span<UInt8>) -> Bool) -> Bool {
        if let place = document.plainText(node) { return isRight(document.bytes.span.extracting(place)) }
        guard let text = document.text(node) else { return false }
        return isRight(text.utf8.span)
    }

    private mutating func readID(_ node: JSONNode) {
        guard isText(node, EventID.isWellFormed) else {
            fault(
                "id",
                "\(shown(node)) is not an id: 1 to 128 of A–Z a–z 0–9 . _ : / - of which the first is a letter or digit"
            )
            return
        }
        id = node
    }

    private mutating func readSubject(_ node: JSONNode) {
        guard isText(node, SubjectName.isWellFormed) else {
            fault("subject", "\(shown(node)) is not a subject: 'kind/slug', such as 'agreement/paris-2015'")
            return
        }
        subject = node
        guard let kind = rules.subjectKind else { return }
        if !isText(node, { SubjectName.isOfKind(kind.utf8.span, $0) }) {
            let given = document.text(node) ?? ""
            fault("subject", "'\(given)' is no \(kind): \(typeName) needs '\(kind)/…'")
        }
    }

    private mutating func readPlace(_ node: JSONNode) {
        if document.isText(node) { return }
        guard document.isObject(node) else {
            fault("place", "\(shown(node)) is neither a text nor {\"name\":…,\"country\":…}")
            return
        }
        var walk = document.walk(members: node)
        while let (key, value) = document.nextMember(&walk) {
            if document.place(of: key, in: Self.placeFields) >= 0 {
                text(.member("place.", key), value)
                continue
            }
            let name = document.text(key) ?? ""
            fault(
                "place.\(name)",
                "unknown field '\(name)'\(NearestName.question(name, in: Self.placeFields.names))"
            )
        }
    }

    private static let placeFields = Vocabulary(["name", "country"])
}
