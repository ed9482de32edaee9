import DiplomaticEvents
import EventCoding
import EventLog
import Testing

@Suite struct HeaderFrameTests {
    /// A log of so many signals, with a meeting after every ninth and a planned signal after every seventh.
    private func store(signals: Int) throws -> TestStore {
        let store = try TestStore()
        var lines: [String] = []
        for number in 0..<signals {
            let assertion = number % 7 == 0 ? #","assertion":"planned""# : ""
            lines.append(
                #"{"id":"s\#(number)","type":"signal.coded","occurred":"2018-03-01"\#(assertion),"#
                    + #""actors":{"source":"RUS","target":"SGP"},"#
                    + #""data":{"cameo":"\#(number % 11 + 10)","goldstein":-\#(number % 10).5}}"#)
            if number % 9 == 0 { lines.append(meeting("m\(number)")) }
        }
        try store.append(text: lines.joined(separator: "\n"))
        return store
    }

    @Test(
        arguments: [(0, 200), (0, 63), (0, 64), (62, 64), (63, 126), (100, 101), (5, 5)] as [(UInt64, UInt64)]
    )
    func framesHoldEachHeaderOnce(_ first: UInt64, _ last: UInt64) throws {
        let store = try store(signals: 200)
        try store.log.read { transaction in
            var revisions: [UInt64] = []
            try store.log.forEachFrame(after: first, through: last, transaction) {
                (revision, headers) throws(LogError) in
                for place in 0..<headers.count / StoredHeader.size {
                    revisions.append(revision + UInt64(place))
                    let header = StoredHeader(headers, at: place * StoredHeader.size)
                    #expect(try header == store.log.header(revision + UInt64(place), transaction))
                }
            }
            #expect(revisions == (first..<last).map { $0 + 1 })
        }
    }

    @Test func aSignalsHeaderTellsWhatTheWholeHeaderDoes() throws {
        let store = try store(signals: 150)
        try store.log.read { transaction in
            let type = UInt16(
                try #require(try store.log.typeNames(transaction).firstIndex(of: "signal.coded")))
            var found = 0
            try store.log.forEachFrame(through: store.head().revision, transaction) {
                (_, headers) throws(LogError) in
                for place in stride(from: 0, to: headers.count, by: StoredHeader.size) {
                    let whole = StoredHeader(headers, at: place)
                    let signal = SignalHeader(headers, at: place, type: type)
                    let isSignal = whole?.type == type && whole?.assertion == .asserted
                    #expect((signal != nil) == isSignal)
                    guard let signal, let whole else { continue }
                    found += 1
                    #expect(signal.actors == (whole.actors.0, whole.actors.1))
                    #expect(signal.goldstein == whole.goldstein && signal.cameoRoot == whole.cameoRoot)
                }
            }
            #expect(found == 128)
        }
    }

    @Test func aMissingHeaderIsAFault() throws {
        let store = try store(signals: 70)
        try store.log.read { transaction in
            let beyond = try store.head().revision + 1
            #expect(throws: LogError.self) {
                try store.log.forEachFrame(through: beyond, transaction) { (_, _) throws(LogError) in }
            }
        }
    }
}
