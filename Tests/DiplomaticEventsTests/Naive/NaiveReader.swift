import CanonicalJSON
import EDTF

@testable import DiplomaticEvents

/// Checks one event as ``EventReader`` does, in the plain way: every text is made a string, and every name is looked
/// for in its list. What the reader finds is held against what this finds.
struct NaiveReader {
    let document: JSONDocument
    /// Everything that is wrong with the event, in the order of the text.
    var faults: [FieldFault] = []
    var draft: EventDraft
    /// The parts that ``draft`` has already, where they are many.
    var seenParts: Set<EventDraft.Part> = []

    /// Reads the event at `node`.
    ///
    /// - Returns: the draft, which means something only where there are no faults.
    static func read(
        _ document: JSONDocument, _ node: JSONNode? = nil
    ) -> (draft: EventDraft, faults: [FieldFault]) {
        var reader = NaiveReader(document: document)
        reader.read(node ?? document.root)
        return (reader.draft, reader.faults)
    }

    private init(document: JSONDocument) {
        self.document = document
        draft = EventDraft(type: .own, typeName: "")
    }

    /// The fields of an event's line, beside those that the log assigns.
    static let fieldNames = [
        "type", "occurred", "actors", "subject", "id", "reported", "effective", "assertion", "likelihood",
        "confidence", "actsAs", "place", "wording", "quote", "note", "tags", "source", "data",
    ]

    /// What the log gives an event.
    static let assignedNames = ["revision", "recorded", "hash"]

    mutating func fault(_ field: String, _ message: String) {
        faults.append(FieldFault(field, message))
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
        for (key, value) in document.members(root) {
            switch document.text(key) ?? "" {
            case "type": break
            case "occurred":
                hasOccurred = true
                readOccurred(value)
            case "actors":
                hasActors = true
                readActors(value)
            case "subject": readSubject(value)
            case "id": readID(value)
            case "reported": readReported(value)
            case "effective":
                if let date = date("effective", value), !date.isUnknown { draft.effective = date.start }
            case "assertion": readAssertion(value)
            case "likelihood": name("likelihood", value, among: Likelihood.allCases.map(\.rawValue))
            case "confidence": name("confidence", value, among: Confidence.allCases.map(\.rawValue))
            case "actsAs": actsAs = value
            case "place": readPlace(value)
            case "wording", "quote", "note": text(document.text(key) ?? "", value)
            case "tags": texts("tags", value)
            case "source": readSource(value)
            case "data": data = value
            case let other: unknown(other)
            }
        }
        if !hasOccurred, !draft.type.isRecord {
            fault("occurred", "is missing; an EDTF date is needed, or \"\" where it isn't known")
        }
        if !hasActors { checkRoles() }
        if let actsAs { readActsAs(actsAs) }
        if case .required(let kind) = Catalogue[draft.type].subject, draft.subject == nil,
            !faults.contains(where: { $0.field == "subject" })
        {
            fault("subject", "is missing; \(draft.typeName) needs one, '\(kind)/…'")
        }
        readData(data)
    }

    private mutating func unknown(_ field: String) {
        if Self.assignedNames.contains(field) {
            fault(field, "is assigned by the log and can't be given; leave it out (`restore` takes it)")
        } else {
            fault(field, "unknown field '\(field)'\(NearestName.question(field, in: Self.fieldNames))")
        }
    }

    private mutating func readType(_ node: JSONNode?) -> Bool {
        guard let node else {
            fault("type", "is missing; a name of the catalogue is needed, such as 'meeting.held'")
            return false
        }
        guard let name = document.text(node) else {
            fault("type", "\(shown(node)) is not a text")
            return false
        }
        guard let type = Catalogue.type(named: name) else {
            let names = Catalogue.specifications.map(\.name)
            fault("type", "unknown type '\(name)'\(NearestName.question(name, in: names))")
            return false
        }
        draft = EventDraft(type: type, typeName: name)
        return true
    }

    private mutating func readOccurred(_ node: JSONNode) {
        guard let date = date("occurred", node) else { return }
        draft.occurred = date.start
        draft.isInterval = date.end != nil
        draft.isUnknownDate = date.isUnknown
    }

    /// Reads an EDTF expression.
    mutating func date(_ field: String, _ node: JSONNode) -> EDTFDate? {
        guard document.isText(node) else {
            fault(field, "\(shown(node)) is not a text; an EDTF date is needed, such as \"2018-03\"")
            return nil
        }
        do throws(EDTFError) {
            let read = document.withText(node) { (text: Span<UInt8>) -> Result<EDTFDate, EDTFError> in
                do throws(EDTFError) { return .success(try EDTFDate(utf8: text)) } catch {
                    return .failure(error)
                }
            }
            return try read?.get()
        } catch {
            fault(field, "'\(document.text(node) ?? "")' is not an EDTF date: \(error)")
            return nil
        }
    }

    private mutating func readReported(_ node: JSONNode) {
        guard let text = document.text(node) else {
            fault("reported", "\(shown(node)) is not a text; a date or an RFC 3339 time is needed")
            return
        }
        do throws(EDTFError) {
            draft.reported = try LensDate(text).last
        } catch {
            fault("reported", "'\(text)' is not a date or an RFC 3339 time: \(error)")
        }
    }

    private mutating func readAssertion(_ node: JSONNode) {
        name("assertion", node, among: Assertion.allCases.map(\.name))
        if let assertion = document.text(node).flatMap(Assertion.init) { draft.assertion = assertion }
    }

    private mutating func readID(_ node: JSONNode) {
        guard let id = document.text(node), EventID.isWellFormed(id) else {
            fault(
                "id",
                "\(shown(node)) is not an id: 1 to 128 of A–Z a–z 0–9 . _ : / - of which the first is a letter or digit"
            )
            return
        }
        draft.id = id
    }

    private mutating func readSubject(_ node: JSONNode) {
        guard let subject = document.text(node), SubjectName.isWellFormed(subject) else {
            fault("subject", "\(shown(node)) is not a subject: 'kind/slug', such as 'agreement/paris-2015'")
            return
        }
        draft.subject = subject
        guard case .required(let kind) = Catalogue[draft.type].subject else { return }
        let given = subject.prefix { $0 != "/" }
        if given != kind {
            fault("subject", "'\(subject)' is no \(kind): \(draft.typeName) needs '\(kind)/…'")
        }
    }

    private mutating func readPlace(_ node: JSONNode) {
        if document.isText(node) { return }
        guard document.isObject(node) else {
            fault("place", "\(shown(node)) is neither a text nor {\"name\":…,\"country\":…}")
            return
        }
        for (key, value) in document.members(node) {
            let name = document.text(key) ?? ""
            if ["name", "country"].contains(name) {
                text("place.\(name)", value)
            } else {
                fault(
                    "place.\(name)",
                    "unknown field '\(name)'\(NearestName.question(name, in: ["name", "country"]))")
            }
        }
    }
}
