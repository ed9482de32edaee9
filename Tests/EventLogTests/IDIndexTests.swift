import EventLog
import SeededRandom
import Testing

@Suite struct IDIndexTests {
    /// Appends of all sizes leave runs of all sizes; each id is found in whichever it is.
    @Test func everyIDIsFoundWhateverTheAppendsWere() throws {
        let store = try TestStore()
        var random = SeededGenerator(seed: 0x1D)
        var count = 0
        for _ in 0..<60 {
            let size = Int(random.next() % 40) + 1
            let lines = (count..<count + size).map { meeting("m\($0)") }
            try store.append(text: lines.joined(separator: "\n"))
            count += size
        }
        try store.append(text: (count..<count + 5_000).map { meeting("m\($0)") }.joined(separator: "\n"))
        count += 5_000
        try store.append(meeting("last"))
        #expect(try store.findings() == [])
        let found = try store.log.read { transaction in
            try (0..<count).map { try store.log.revision(ofID: "m\($0)", transaction) }
        }
        #expect(found == (1...UInt64(count)).map { $0 })
        #expect(
            try store.log.read { transaction in try store.log.revision(ofID: "m\(count)", transaction) }
                == nil)
        let again = try store.append(text: (0..<count).map { meeting("m\($0)") }.joined(separator: "\n"))
        #expect(again.appended == 0 && again.skipped == count)
        #expect(store.faults(meeting("m77", #","note":"other""#)).count == 1)
    }

    /// Many lines are prepared on several threads; what is told of them stays in their order.
    @Test func faultsAreToldInTheOrderOfTheLinesHoweverManyThereAre() throws {
        let store = try TestStore()
        let lines = (1...5_000).map { number in
            switch number % 7 {
            case 0: "{"
            case 3: meeting("m\(number)", #","noted":1"#)
            default: meeting("m\(number)")
            }
        }
        var source = EventSource(bytes: Array(lines.joined(separator: "\n").utf8))
        do throws(LogError) {
            _ = try store.log.append(&source, clock: { 5 })
            Issue.record("was not refused")
        } catch {
            guard case .refused(let faults) = error else { throw error }
            #expect(faults.map(\.line) == (1...5_000).filter { $0 % 7 == 0 || $0 % 7 == 3 })
            #expect(faults.first?.field == "noted" && faults.dropFirst().first?.field == nil)
        }
        #expect(try store.head().revision == 0)
    }

    @Test func theStoreDoesNotDependOnHowTheLinesWereHandedOver() throws {
        let (one, other) = (try TestStore(), try TestStore())
        let lines = (1...3_000).map { meeting("m\($0)") }
        try one.append(text: lines.joined(separator: "\n"))
        var rest = lines[...]
        var source = EventSource { () throws(LogError) in
            let next = rest.prefix(7)
            rest = rest.dropFirst(next.count)
            return Array(next.map { $0 + "\n" }.joined().utf8)
        }
        _ = try other.log.append(&source, clock: { [now = other.now] in now })
        let (heads, contents) = (try [one.head(), other.head()], try [one.contents(), other.contents()])
        #expect(heads[0] == heads[1] && contents[0] == contents[1])
        #expect(try other.findings() == [])
    }
}
