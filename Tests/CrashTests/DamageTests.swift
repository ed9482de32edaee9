import EventLog
import Foundation
import Glibc
import Testing

/// Whatever bit of the file changes: it can't be opened, or verify tells of it, or it doesn't matter; and no event
/// ever reads as something that wasn't recorded.
///
/// LMDB 0.9 trusts the headers of its pages, and has two headers of the whole file, of which the newer counts. So the
/// pages are looked at before LMDB is let near them: no flipped bit ends the process, and none makes the older state
/// the newest.
@Suite struct DamageTests {
    /// A store of some events of all kinds: several frames of headers, records about events, many names.
    private func store(_ path: String) throws {
        let log = try EventLog.openOrCreate(path: path, seed: [1])
        var lines: [String] = []
        for number in 0..<150 {
            let id = "e\(number)"
            switch number % 5 {
            case 0:
                lines.append(
                    #"{"id":"\#(id)","type":"visit.made","occurred":"2018","actors":{"visitor":"RUS","host":"SGP"},"note":"\#(String(repeating: "n", count: number * 7))"}"#
                )
            case 1:
                lines.append(
                    #"{"id":"\#(id)","type":"agreement.published","occurred":"2018-0\#(1 + number % 9)","subject":"agreement/s\#(number % 7)","actors":{"party":"CUB"}}"#
                )
            case 2:
                lines.append(
                    #"{"id":"\#(id)","type":"signal.coded","occurred":"2018","actors":{"source":"USA","target":"IRN"},"data":{"cameo":"190","goldstein":-9.5}}"#
                )
            case 3:
                lines.append(
                    #"{"id":"\#(id)","type":"record.annotated","data":{"target":"e\#(number - 3)","reason":"said \#(number)"}}"#
                )
            default: lines.append(#"{"id":"\#(id)","type":"x.own\#(number % 3)","occurred":""}"#)
            }
        }
        for start in stride(from: 0, to: lines.count, by: 30) {
            _ = try append(lines[start..<start + 30].joined(separator: "\n"), to: log)
        }
    }

    @Test func noFlippedBitOfAStoreIsBelieved() throws {
        let folder = try Folder()
        try store(folder.path)
        let verdicts = try flip(folder.path, through: 500)
        #expect(verdicts["found", default: 0] > 100 && verdicts["harmless", default: 0] > 50, "\(verdicts)")
    }

    @Test func noByteOfASmallStoreIsBelievedWithBitsFlipped() throws {
        let folder = try Folder()
        let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
        _ = try append(
            #"{"id":"a","type":"visit.made","occurred":"2018","subject":"visit/v","actors":{"visitor":"RUS","host":"SGP"}}"#,
            to: log)
        _ = try append(#"{"id":"b","type":"record.annotated","data":{"target":"a"}}"#, to: log)
        let verdicts = try flip(folder.path, through: 0)
        #expect(verdicts["found", default: 0] > 1_000, "\(verdicts)")
    }

    /// Has bits flipped, the first so many of them or (0) four of each byte, and counts what came of it.
    private func flip(_ store: String, through last: Int) throws -> [String: Int] {
        let scratch = try Folder()
        let copy = scratch.path + "/data.mdb"
        try FileManager.default.copyItem(atPath: store + "/data.mdb", toPath: copy)
        var (verdicts, broken, crashes) = ([String: Int](), [String](), [String]())
        var next = 0
        while true {
            try FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: store + "/data.mdb", toPath: copy)
            let child = try ChildProcess("flip", store, scratch.path, "\(next)", "\(last)")
            let lines = try child.lines()
            var place = ""
            for line in lines where line != "end" {
                let fields = line.split(separator: " ", maxSplits: 1).map(String.init)
                let number = try #require(fields.count == 2 ? Int(fields[0]) : nil, "\(line)")
                next = number + 1
                if fields[1].hasPrefix("at ") {
                    place = fields[1]
                } else {
                    if fields[1].hasPrefix("WRONG") { broken.append("\(place): \(fields[1])") }
                    verdicts[String(fields[1].prefix { $0 != " " }), default: 0] += 1
                }
            }
            if child.succeeded { break }
            if [SIGBUS, SIGSEGV, SIGABRT].contains(child.signal) {
                crashes.append(place)
            } else {
                broken.append("\(place): ended with signal \(child.signal ?? 0)")
            }
        }
        #expect(broken == [], "\(verdicts)")
        #expect(verdicts["older"] == nil, "\(verdicts)")
        #expect(crashes == [], "\(verdicts)")
        return verdicts
    }

    @Test func aTruncatedFileIsRefused() throws {
        let (folder, scratch) = (try Folder(), try Folder())
        try store(folder.path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/data.mdb"))
        var clear = 0
        for length in [1, 100, 4096, 8192, 12_288, whole.count / 2, whole.count - 4096, whole.count - 1] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: scratch.path + "/data.mdb"))
            #expect(throws: LogError.self, "\(length) of \(whole.count)") {
                _ = try EventLog.open(path: scratch.path).verify()
            }
            clear += 1
        }
        #expect(clear == 8)
    }

    @Test func aFileCutAtAnyPageIsFound() throws {
        let (folder, scratch) = (try Folder(), try Folder())
        try store(folder.path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/data.mdb"))
        let pages = whole.count / 4096
        try #require(pages > 40)
        for count in 1..<pages {
            try whole.prefix(count * 4096).write(to: URL(fileURLWithPath: scratch.path + "/data.mdb"))
            #expect(try !EventLog.damage(path: scratch.path).isEmpty, "\(count) of \(pages)")
            #expect(throws: LogError.self) { try EventLog.open(path: scratch.path) }
        }
    }

    /// Two pages that are both free may change places; no others.
    @Test func pagesThatChangedPlacesAreFound() throws {
        let (folder, scratch) = (try Folder(), try Folder())
        try store(folder.path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/data.mdb"))
        let pages = whole.count / 4096
        func page(_ number: Int) -> Range<Int> { number * 4096..<(number + 1) * 4096 }
        var found = 0
        for first in 0..<pages {
            for second in stride(from: first + 1, to: pages, by: 7)
            where whole[page(first)] != whole[page(second)] {
                var swapped = whole
                swapped.replaceSubrange(page(first), with: whole[page(second)])
                swapped.replaceSubrange(page(second), with: whole[page(first)])
                try swapped.write(to: URL(fileURLWithPath: scratch.path + "/data.mdb"))
                if try !EventLog.damage(path: scratch.path).isEmpty {
                    found += 1
                } else {
                    let log = try EventLog.open(path: scratch.path)
                    #expect(try log.verify().findings == [] && batches(log).isEmpty, "\(first), \(second)")
                    #expect(try log.read { transaction in try log.head(transaction).revision } == 150)
                }
            }
        }
        #expect(found > pages)
    }

    @Test func whatIsNoStoreIsRefusedClearly() throws {
        let folder = try Folder()
        func refusal(_ path: String) -> String {
            do throws(LogError) {
                _ = try EventLog.open(path: path)
                return "opened"
            } catch {
                return error.description
            }
        }
        #expect(refusal(folder.path + "/none").hasPrefix("there is no store at '"))
        #expect(refusal(folder.path).hasPrefix("there is no store at '"))
        try Data("this is a text and no store at all, however long it goes on and on".utf8)
            .write(to: URL(fileURLWithPath: folder.path + "/data.mdb"))
        #expect(refusal(folder.path).contains("can't be opened as a store"))
        #expect(FileManager.default.contents(atPath: folder.path + "/data.mdb")?.count == 66)
    }
}
