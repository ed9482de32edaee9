import CanonicalJSON
import DiplomaticEvents
import NaiveReference
import Projections
import Testing

/// Events as NDJSON lines, of which a projection can be asked.
struct Story {
    let log: NaiveLog

    /// Reads one event a line.
    init(_ text: String) throws {
        log = try NaiveLog(lines: text.split(separator: "\n").map(String.init))
    }

    func replay<P: Projection>(
        _ type: P.Type, _ day: String, isPossible: Bool = false, reportedBy: String? = nil,
        codes: [String] = []
    ) throws -> NaiveReplay<P> {
        try NaiveReplay(
            log, NaiveLens(asOf: day, reportedBy: reportedBy, isPossible: isPossible), codes: codes, as: type)
    }

    func items<P: Projection>(
        _ type: P.Type, _ day: String, isPossible: Bool = false, codes: [String] = [],
        _ configure: (inout View, NaiveChronicle) throws -> Void = { _, _ in }
    ) throws -> [JSONValue] {
        try replay(type, day, isPossible: isPossible, codes: codes).items(configure)
    }

    /// The item whose `name` is `value`; `nil` where there is none.
    func item<P: Projection>(
        _ type: P.Type, _ name: String, _ value: String, _ day: String, isPossible: Bool = false
    ) throws -> JSONValue? {
        try items(type, day, isPossible: isPossible).first { $0[name]?.text == value }
    }
}

extension JSONValue {
    /// The value at a path such as `attribution.state`; `null` where there is none.
    func at(_ path: String) -> JSONValue {
        path.split(separator: ".").reduce(self) { value, name in
            if let index = Int(name), let list = value.list {
                return index < list.count ? list[index] : .null
            }
            return value[String(name)] ?? .null
        }
    }

    /// The codes of a list of `{"actor": …}`.
    var actors: [String] { list?.compactMap { $0["actor"]?.text } ?? [] }
}
