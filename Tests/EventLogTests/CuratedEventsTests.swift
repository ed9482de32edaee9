import EventLog
import Foundation
import Testing

@Suite struct CuratedEventsTests {
    /// Every curated timeline can be recorded as it stands, once, and again without effect.
    @Test func theCuratedTimelinesAreRecorded() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Events").resolvingSymlinksInPath()
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "ndjson" }
        #expect(files.count >= 7)
        let store = try TestStore()
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            let receipt = try store.append(text: text)
            #expect(receipt.appended > 0 && receipt.skipped == 0, "\(file.lastPathComponent)")
            #expect(try store.append(text: text).appended == 0)
        }
        #expect(try store.findings() == [])
    }
}
