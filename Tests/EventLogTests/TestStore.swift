import CanonicalJSON
import EventCoding
import EventLog
import Foundation
import LMDB

/// A store in a folder of its own, removed with the value, and a clock that is set by hand.
final class TestStore {
    let path: String
    let log: EventLog
    /// What the next append takes for the time, in microseconds since 1970: 2018-08-03T12:00:00Z to begin with.
    var now: Int64 = 1_533_297_600_000_000

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("log-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
        log = try EventLog.openOrCreate(path: path, seed: [UInt8](repeating: 7, count: 16))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    @discardableResult
    func append(_ lines: String..., options: AppendOptions = AppendOptions()) throws(LogError) -> Receipt {
        try append(text: lines.joined(separator: "\n"), options: options)
    }

    @discardableResult
    func append(text: String, options: AppendOptions = AppendOptions()) throws(LogError) -> Receipt {
        var source = EventSource(bytes: Array(text.utf8))
        return try log.append(&source, options: options, clock: { [now] in now })
    }

    /// The faults of an append that is refused, a line each; empty where it isn't refused.
    func faults(_ lines: String..., options: AppendOptions = AppendOptions()) -> [String] {
        do throws(LogError) {
            try append(text: lines.joined(separator: "\n"), options: options)
            return []
        } catch {
            guard case .refused(let faults) = error else { return ["\(error)"] }
            return faults.map(\.description)
        }
    }

    func head() throws -> LogHead {
        try log.read { transaction in try log.head(transaction) }
    }

    /// The canonical texts of all events.
    func contents() throws -> [String] {
        try log.read { transaction in
            let head = try log.head(transaction)
            var all: [String] = []
            for revision in 0..<head.revision {
                all.append(
                    String(decoding: try log.recorded(revision + 1, transaction).content, as: UTF8.self))
            }
            return all
        }
    }

    func recordedTimes() throws -> [Int64] {
        try log.read { transaction in
            var times: [Int64] = []
            try log.forEachHeader(through: log.head(transaction).revision, transaction) {
                (_, header) throws(LogError) in times.append(header.recorded)
            }
            return times
        }
    }

    func version(_ revision: UInt64, _ cut: KnowledgeCut = KnowledgeCut(through: .max)) throws -> EventVersion
    {
        try log.read { transaction in try log.version(of: revision, cut, transaction) }
    }

    /// The findings of a verification.
    func findings() throws -> [String] { try log.verify().findings }
}

/// A meeting of two, the least that can be said.
func meeting(_ id: String, _ more: String = "") -> String {
    #"{"id":"\#(id)","type":"meeting.held","occurred":"2018-03","actors":{"participants":["ASEAN","RUS"]}\#(more)}"#
}

func record(_ kind: String, _ id: String, _ target: String, _ data: String = "", reported: String? = nil)
    -> String
{
    let date = reported.map { #","reported":"\#($0)""# } ?? ""
    return #"{"id":"\#(id)","type":"record.\#(kind)"\#(date),"data":{"target":"\#(target)"\#(data)}}"#
}

func correction(_ id: String, of target: String, _ patch: String, reported: String? = nil) -> String {
    record("corrected", id, target, #","patch":\#(patch),"reason":"a slip""#, reported: reported)
}

func retraction(_ id: String, of target: String, reported: String? = nil) -> String {
    record("retracted", id, target, #","reason":"never happened""#, reported: reported)
}
