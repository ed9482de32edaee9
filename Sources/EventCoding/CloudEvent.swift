public import CanonicalJSON
public import DiplomaticEvents

/// Events in the envelope of CloudEvents 1.0, structured mode in JSON (the CNCF's specification and its JSON event
/// format).
///
/// The envelope's `data` is the event, whole, so nothing is lost on the way there and back. What the envelope says of
/// it besides is for those who route events without reading them:
///
/// | attribute | |
/// |---|---|
/// | `id` | the event's id |
/// | `source` | `urn:chancery:` and the log's id |
/// | `type` | `chancery.` and the event's type |
/// | `subject` | the event's subject, where it has one |
/// | `time` | when the log recorded it: what happened when is told by `data.occurred`, as vaguely as it is known |
/// | `sequence` | the revision in 20 digits, so that texts sort as revisions do (the extension of that name) |
public enum CloudEvent {
    /// The version of the specification.
    public static let version = "1.0"
    /// What stands before the name of each type.
    public static let typePrefix = "chancery."
    /// What stands before the id of a log.
    public static let sourcePrefix = "urn:chancery:"
    /// How much longer than its event an envelope may be, in bytes.
    public static let longestEnvelope = 1 << 16

    /// Puts an event into its envelope.
    ///
    /// - Parameters:
    ///   - event: as the log holds it, with its id.
    ///   - log: the log's id.
    ///   - recorded: RFC 3339.
    public static func wrapped(
        _ event: JSONObject, log: String, revision: UInt64, recorded: String
    ) -> JSONObject {
        let digits = revision.description
        var envelope = JSONObject()
        envelope["specversion"] = .text(version)
        envelope["id"] = event["id"]
        envelope["source"] = .text(sourcePrefix + log)
        envelope["type"] = .text(typePrefix + (event["type"]?.text ?? ""))
        envelope["subject"] = event["subject"]
        envelope["time"] = .text(recorded)
        envelope["datacontenttype"] = "application/json"
        envelope["sequence"] = .text(String(repeating: "0", count: max(0, 20 - digits.utf8.count)) + digits)
        envelope["data"] = .object(event)
        return envelope
    }

    /// Takes an event out of its envelope.
    ///
    /// An event that leaves out its type, id or subject gets the envelope's. Attributes that this program doesn't know
    /// are passed over, as the specification has it; `time` and `source` are checked and not kept.
    ///
    /// - Parameter document: the envelope, as it was read.
    /// - Returns: the event's JSON on one line, or everything that is wrong with the envelope.
    public static func unwrapped(_ document: JSONDocument) -> Unwrapped {
        var reader = EnvelopeReader(document: document)
        return reader.read()
    }

    /// What was in an envelope.
    public enum Unwrapped: Sendable {
        case event([UInt8])
        case refused([FieldFault])
    }
}

/// Reads one envelope.
private struct EnvelopeReader {
    let document: JSONDocument
    private var faults: [FieldFault] = []

    init(document: JSONDocument) { self.document = document }

    mutating func read() -> CloudEvent.Unwrapped {
        guard document.isObject(document.root) else {
            return .refused([
                FieldFault("event", "is not a JSON object; a CloudEvent in structured mode is one")
            ])
        }
        checkVersion()
        checkNames()
        let id = text("id", isNeeded: true)
        _ = text("source", isNeeded: true)
        let type = text("type", isNeeded: true).flatMap { ownType($0) }
        let subject = text("subject")
        _ = text("dataschema")
        if let time = text("time"), Timestamp.microseconds(time) == nil {
            fault("time", "'\(time)' is not an RFC 3339 time, such as 2018-08-03T12:00:00Z")
        }
        if let media = text("datacontenttype"), !Self.isJSON(media) {
            fault("datacontenttype", "'\(media)' can't be read; events are application/json")
        }
        if member("data_base64") != nil {
            fault("data_base64", "binary data holds no event; the event is to stand in data, as JSON")
        }
        guard let data = member("data"), document.isObject(data) else {
            if member("data_base64") == nil {
                fault("data", "is no JSON object; the event is to stand here, whole, with its type and date")
            }
            return .refused(faults)
        }
        var given: [(name: String, value: String)] = []
        for (name, value) in [("type", type), ("id", id), ("subject", subject)] {
            guard let value else { continue }
            guard let own = document.member(data, name) else {
                given.append((name, value))
                continue
            }
            if let own = document.text(own), !own.isSame(as: value) {
                fault(name, "the envelope has '\(value)' and data has '\(own)'; both are to say the same")
            }
        }
        if !faults.isEmpty { return .refused(faults) }
        if given.isEmpty { return .event(Array(document.bytes[document.range(data)])) }
        var event = document.value(data).object ?? JSONObject()
        for (name, value) in given { event[name] = .text(value) }
        return .event(CanonicalWriter.bytes(of: .object(event)))
    }

    private mutating func fault(_ field: String, _ message: String) {
        faults.append(FieldFault(field, message))
    }

    /// An attribute; `null` stands for one that isn't set.
    private func member(_ name: String) -> JSONNode? {
        document.member(document.root, name).flatMap { document.isNull($0) ? nil : $0 }
    }

    private mutating func text(_ name: String, isNeeded: Bool = false) -> String? {
        guard let node = member(name) else {
            if isNeeded { fault(name, "is missing; every CloudEvent has one") }
            return nil
        }
        guard let text = document.text(node), !text.isEmpty else {
            fault(name, "is not a text with something in it")
            return nil
        }
        return text
    }

    private mutating func checkVersion() {
        guard let version = text("specversion", isNeeded: true), version != CloudEvent.version else { return }
        fault("specversion", "'\(version)' can't be read; CloudEvents \(CloudEvent.version) can")
    }

    /// Names of attributes are of small letters and digits; what the JSON format adds has an underscore.
    private mutating func checkNames() {
        for (key, _) in document.members(document.root) {
            let name = document.text(key) ?? ""
            if name == "data_base64" { continue }
            let isAllowed = name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
            if name.isEmpty || !isAllowed {
                fault(name, "is no name of an attribute; those are of small letters and digits")
            }
        }
    }

    private mutating func ownType(_ type: String) -> String? {
        guard type.hasPrefix(CloudEvent.typePrefix) else {
            fault(
                "type",
                "'\(type)' is no type of events that are read here; those are '\(CloudEvent.typePrefix)' and a name "
                    + "of `chancery types`, such as chancery.meeting.held")
            return nil
        }
        return String(type.dropFirst(CloudEvent.typePrefix.count))
    }

    /// `application/json`, or a type that is written in JSON, whatever parameters follow.
    private static func isJSON(_ media: String) -> Bool {
        let name = media.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return name == "application/json" || name.hasSuffix("+json")
    }
}
