import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding

/// An answer that was kept: what a projection said of everything through a lens, at a revision.
///
/// It is a cache. Whatever it doesn't say to the last byte as a replay would makes it one that is not there.
struct Snapshot: Sendable {
    /// What it is of.
    struct About: Sendable, Hashable {
        var projection: String
        /// The version of all code that has a part in the answer.
        var code: String
        /// The id of the log, the last revision that was let in, and the root of the tree there.
        var log: String
        var revision: UInt64
        var head: String
        /// The day as it was written, and the lens apart from its revision.
        var asOf: String
        var key: SnapshotKey
        /// How many items there are.
        var items: Int
        /// How many events of own types were passed over.
        var passedOver: Int
        /// How many actors and subjects the log had names of, whatever the lens: a name that nobody had yet may have been
        /// spoken of already.
        var actors: Int
        var subjects: Int
        /// The last revision at which content had been taken out of the log; 0 for none.
        var redaction: UInt64
    }

    let about: About
    /// The index as it is kept: where each item stands and whose it is; empty of projections whose items are not
    /// about two actors each. It is read only where items are to be exchanged.
    let indexText: ArraySlice<UInt8>
    let warnings: [Remark]
    /// The items, each on a line, with a comma between them.
    let items: ArraySlice<UInt8>

    /// The items of two actors, in this order.
    struct Place: Sendable {
        let actors: TwoCodes
        /// From the first byte of the first item to the last one's end, without what separates it from the next.
        let range: Range<Int>
    }

    /// A warning, and the two actors whose item it is about where it is about one.
    struct Remark: Sendable {
        let actors: TwoCodes?
        /// Whether it tells of what was said about events, whatever the items.
        var isOfRecords = false
        let warning: JSONValue
    }
}

/// Two actors in an order, by their codes.
struct TwoCodes: Sendable, Hashable, Comparable {
    let first: String
    let second: String

    /// The same actors the other way round.
    var turned: TwoCodes { TwoCodes(first: second, second: first) }

    static func < (one: TwoCodes, other: TwoCodes) -> Bool {
        one.first.isSame(as: other.first)
            ? one.second.precedes(other.second) : one.first.precedes(other.first)
    }
}

/// What of a lens an answer depends on, apart from the revision.
struct SnapshotKey: Sendable, Hashable {
    let asOf: Int64
    let reportedBy: Int64?
    let dates: Lens.Dates

    init(_ lens: Lens) {
        asOf = lens.asOf.last.seconds
        reportedBy = lens.reportedBy?.last.seconds
        dates = lens.dates
    }

    init?(_ value: JSONValue?) {
        guard let asOf = value?["asOf"]?.integer,
            let dates = value?["dates"]?.text.flatMap(Lens.Dates.init)
        else { return nil }
        self.asOf = asOf
        self.dates = dates
        reportedBy = value?["reportedBy"]?.integer
    }

    var json: JSONValue {
        [
            "asOf": .integer(asOf), "dates": .text(dates.rawValue),
            "reportedBy": reportedBy.map { .integer($0) } ?? .null,
        ]
    }

    /// The name of the file that a projection's snapshot has.
    func fileName(_ projection: String) -> String {
        let digest = LogDigest.of(CanonicalWriter.bytes(of: json).span)
        return "\(projection).\(digest.hex.prefix(16))\(Self.suffix)"
    }

    static let suffix = ".snapshot"
}

extension Snapshot.About {
    var json: JSONValue {
        [
            "actors": .integer(Int64(actors)), "asOf": .text(asOf), "code": .text(code), "head": .text(head),
            "items": .integer(Int64(items)),
            "lens": key.json, "log": .text(log), "passedOver": .integer(Int64(passedOver)),
            "projection": .text(projection), "redaction": .integer(Int64(clamping: redaction)),
            "revision": .integer(Int64(clamping: revision)),
            "subjects": .integer(Int64(subjects)),
        ]
    }

    init?(_ value: JSONValue) {
        guard let projection = value["projection"]?.text, let code = value["code"]?.text,
            let log = value["log"]?.text,
            let revision = value["revision"]?.integer.flatMap(UInt64.init(exactly:)),
            let head = value["head"]?.text, let asOf = value["asOf"]?.text,
            let key = SnapshotKey(value["lens"]), let items = value["items"]?.integer,
            let passedOver = value["passedOver"]?.integer, let actors = value["actors"]?.integer,
            let subjects = value["subjects"]?.integer,
            let redaction = value["redaction"]?.integer.flatMap(UInt64.init(exactly:))
        else { return nil }
        self.init(
            projection: projection, code: code, log: log, revision: revision, head: head, asOf: asOf,
            key: key,
            items: Int(clamping: items), passedOver: Int(clamping: passedOver), actors: Int(clamping: actors),
            subjects: Int(clamping: subjects), redaction: redaction)
    }
}
