import CanonicalJSON
import EDTF
import EventLog
import Foundation
import Replay
import Testing

/// The curated timelines, exported at telling dates: `Snapshots/` holds what they must say, byte for byte.
///
/// `RECORD_SNAPSHOTS=1 swift test --filter SnapshotTests` (or `make snapshots`) writes them anew; what has changed is
/// then read as a diff.
@Suite struct SnapshotTests {
    @Test(arguments: Snapshot.all)
    func curatedTimelineSaysWhatItsSnapshotSays(_ snapshot: Snapshot) throws {
        let exported = try snapshot.export()
        let file = Repository.root.appending(path: "Snapshots/\(snapshot.fileName)")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(exported).write(to: file)
        }
        let expected = try Data(contentsOf: file)
        #expect(
            String(decoding: exported, as: UTF8.self) == String(decoding: expected, as: UTF8.self),
            "\(snapshot.fileName) has changed")
    }

    @Test func everySnapshotFileIsHeldAgainstAnExport() throws {
        let folder = Repository.root.appending(path: "Snapshots")
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        let expected = Set(Snapshot.all.map(\.fileName))
        for file in files where file.hasSuffix(".json") {
            #expect(expected.contains(file), "nothing makes \(file)")
        }
        #expect(!expected.isEmpty)
    }
}

/// Where the project's files are.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}

/// One export of one curated timeline.
struct Snapshot: Sendable, CustomTestStringConvertible {
    let timeline: String
    let projection: String
    let asOf: String
    var reportedBy: String?
    var dates = Lens.Dates.certain
    var pair: (String, String)?
    var subject: String?

    var testDescription: String { fileName }

    var fileName: String {
        var name = "\(timeline)/\(asOf)"
        if let reportedBy { name += reportedBy == asOf ? "-as-known" : "-reported-by-\(reportedBy)" }
        if dates == .possible { name += "-possible" }
        name += "-\(projection)"
        if let pair { name += "-\(pair.0)-\(pair.1)" }
        if let subject { name += "-" + subject.split(separator: "/").joined(separator: "-") }
        return name + ".json"
    }

    func export() throws -> [UInt8] {
        let store = NSTemporaryDirectory() + "chancery-snapshot-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: store, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: store) }
        // Nothing may depend on the clock: the log's name and the times of recording are fixed.
        let log = try EventLog.openOrCreate(path: store, seed: Array(timeline.utf8))
        let lines = try Data(contentsOf: Repository.root.appending(path: "Events/\(timeline).ndjson"))
        var source = EventSource(bytes: Array(lines))
        _ = try log.append(&source, clock: { 1_795_521_600_000_000 })
        var question = Question()
        question.pair = pair.map { Question.Pair($0.0, $0.1) }
        question.subject = subject
        let lens = Lens(
            asOf: try LensDate(asOf), reportedBy: try reportedBy.map { text in try LensDate(text) },
            dates: dates)
        return try Replayer(log).answer(projection, question, lens).text()
    }

    static let all: [Snapshot] = {
        let russia = "asean-russia-2018"
        let draft = "agreement/asean-russia-ict"
        var all: [Snapshot] = []
        for day in ["2018-08-03", "2018-08-05", "2018-11-14"] {
            for projection in ["agreements", "pending-agreements", "expectations"] {
                all.append(Snapshot(timeline: russia, projection: projection, asOf: day, reportedBy: day))
            }
            all.append(
                Snapshot(
                    timeline: russia, projection: "relations", asOf: day, reportedBy: day,
                    pair: ("ASEAN", "RUS")))
        }
        all += [
            Snapshot(timeline: russia, projection: "incidents", asOf: "2018-08-03", reportedBy: "2018-08-03"),
            Snapshot(timeline: russia, projection: "meetings", asOf: "2018-12-31"),
            Snapshot(timeline: russia, projection: "missions", asOf: "2018-08-03"),
            Snapshot(timeline: russia, projection: "timeline", asOf: "2018-12-31", subject: draft),
            Snapshot(
                timeline: russia, projection: "relations", asOf: "2018-03-15", dates: .possible,
                pair: ("ASEAN", "RUS")),
        ]
        for day in [
            "2015-12-12", "2016-10-05", "2016-11-04", "2019-12-01", "2020-11-04", "2021-02-19", "2026-02-01",
        ] {
            all.append(
                Snapshot(
                    timeline: "paris-agreement", projection: "agreements", asOf: day,
                    subject: "agreement/paris-2015"))
        }
        all.append(
            Snapshot(timeline: "paris-agreement", projection: "pending-agreements", asOf: "2016-10-04"))
        for day in ["1902-12-31", "1961-01-04", "1978-01-01", "2014-12-18", "2015-07-20"] {
            all.append(
                Snapshot(
                    timeline: "united-states-cuba", projection: "relations", asOf: day, pair: ("CUB", "USA")))
        }
        for day in ["1972-12-21", "1974-05-02", "1990-10-02", "1990-10-03"] {
            all.append(
                Snapshot(
                    timeline: "two-german-states", projection: "relations", asOf: day, pair: ("DDDE", "DEU")))
        }
        all.append(Snapshot(timeline: "two-german-states", projection: "memberships", asOf: "1973-09-18"))
        all += [
            Snapshot(timeline: "inf-treaty", projection: "agreements", asOf: "2019-02-02"),
            Snapshot(timeline: "inf-treaty", projection: "agreements", asOf: "2019-08-02"),
            Snapshot(timeline: "gulf-crisis-2017", projection: "relations", asOf: "2017-06-06"),
            Snapshot(timeline: "gulf-crisis-2017", projection: "relations", asOf: "2021-01-06"),
            Snapshot(
                timeline: "iran-saudi", projection: "relations", asOf: "2023-03-10", pair: ("IRN", "SAU")),
            Snapshot(
                timeline: "iran-saudi", projection: "relations", asOf: "2023-09-30", pair: ("IRN", "SAU")),
        ]
        return all
    }()
}
