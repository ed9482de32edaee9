import EventLog
import Foundation
import SeededRandom
import Testing

/// What reaches the disk before a loss of power, and what does not.
@Suite struct PowerLossTests {
    private static let page = 4096

    private func head(_ path: String) throws -> UInt64 {
        let log = try EventLog.open(path: path)
        #expect(try log.verify().findings == [])
        return try log.read { transaction in try log.head(transaction).revision }
    }

    private func lines(_ batch: Int) -> String {
        (0..<40).map { place in
            #"{"id":"b\#(batch).\#(place)","type":"meeting.held","occurred":"2018","actors":{"participants":["RUS","SGP"]},"note":"40"}"#
        }.joined(separator: "\n")
    }

    /// Before the header page is written, any part of the pages of a commit may have reached the disk, and any part
    /// of a page: the state before is whole.
    @Test func pagesOfALostCommitDoNotTouchTheStateBefore() throws {
        let (folder, scratch) = (try Folder(), try Folder())
        let file = URL(fileURLWithPath: folder.path + "/data.mdb")
        let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
        for batch in 0..<3 { _ = try append(lines(batch), to: log) }
        let before = try Data(contentsOf: file)
        _ = try append(lines(3), to: log)
        let after = try Data(contentsOf: file)
        let changed = (2..<after.count / Self.page).filter { page in
            let range = page * Self.page..<(page + 1) * Self.page
            return range.upperBound > before.count || before[range] != after[range]
        }
        try #require(changed.count > 4)
        var random = SeededGenerator(seed: 4096)
        for round in 0..<40 {
            var disk = before
            for page in changed where round == 0 || Bool.random(using: &random) {
                let end =
                    page * Self.page
                    + (round % 2 == 0 ? Self.page : 512 * Int.random(in: 0...8, using: &random))
                if disk.count < end { disk.append(Data(count: end - disk.count)) }
                let range = page * Self.page..<end
                disk.replaceSubrange(range, with: after[range])
            }
            try disk.write(to: URL(fileURLWithPath: scratch.path + "/data.mdb"))
            #expect(try EventLog.damage(path: scratch.path) == [])
            #expect(try head(scratch.path) == 120)
        }
        // Were the header on the disk before its pages, it would be noticed: what the order of writes is for. A page
        // that the commit wrote and did not need in the end is missed by nobody, and then the state is whole.
        var noticed = 0
        for page in changed {
            var disk = after
            let range = page * Self.page..<(page + 1) * Self.page
            let old = range.upperBound <= before.count ? before[range] : Data(count: Self.page)
            disk.replaceSubrange(range, with: old)
            try disk.write(to: URL(fileURLWithPath: scratch.path + "/data.mdb"))
            if try !EventLog.damage(path: scratch.path).isEmpty {
                noticed += 1
                continue
            }
            let log = try EventLog.open(path: scratch.path)
            if try log.verify().findings.isEmpty {
                #expect(try head(scratch.path) == 160, "page \(page)")
            } else {
                noticed += 1
            }
        }
        #expect(noticed > 4)
    }

    /// Of each batch: its pages are written and synced, then its header is written and synced by the same call, and
    /// only then it is acknowledged.
    @Test(.enabled(if: Tracing.isPossible, "needs strace, and leave to trace"))
    func anAcknowledgementFollowsTheSync() throws {
        let folder = try Folder()
        let trace = folder.path + "/trace"
        let child = try ChildProcess(
            beneath: [
                Tracing.tool, "-f", "-y", "-qq", "-o", trace, "-e",
                "trace=openat,write,pwrite64,writev,pwritev,fdatasync,fsync",
            ], ["append", folder.path, "p", "5"])
        #expect(try child.lines().count == 5)
        var headerFile = ""
        var (pages, synced, header, acknowledged) = (false, false, false, 0)
        var folderIsSynced = false
        for line in try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n") {
            let call = line.drop { $0 != " " }.drop { $0 == " " }
            let file = call.drop { $0 != "(" }.dropFirst().prefix { $0 != "<" }
            if call.hasPrefix("openat("), call.contains("data.mdb"), call.contains("O_DSYNC") {
                headerFile = String(call.split(separator: "= ").last?.prefix { $0 != "<" } ?? "")
            } else if call.hasPrefix("pwrite") || call.hasPrefix("writev("), call.contains("data.mdb") {
                if file == headerFile {
                    #expect(!pages || synced, "the header is written before its pages are synced")
                    header = true
                } else {
                    (pages, synced, header) = (true, false, false)
                }
            } else if call.hasPrefix("fdatasync("), call.contains("data.mdb") {
                synced = true
            } else if call.hasPrefix("fsync("), call.contains(folder.path + ">") {
                folderIsSynced = true
            } else if call.hasPrefix("write(1<"), call.contains("p.\(acknowledged) ") {
                #expect(pages && synced && header, "\(acknowledged) is acknowledged before it is on the disk")
                #expect(folderIsSynced, "the name of the file is not on the disk")
                (pages, synced, header) = (false, false, false)
                acknowledged += 1
            }
        }
        #expect(acknowledged == 5 && !headerFile.isEmpty)
    }
}
