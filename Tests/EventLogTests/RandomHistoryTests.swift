import EventCoding
import EventLog
import SeededRandom
import Testing

@Suite struct RandomHistoryTests {
    /// Appends of random size, with records about what stands, repetitions and refusals in between.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func afterRandomAppendsEverythingIsWhole(_ seed: UInt64) throws {
        let store = try TestStore()
        var random = SeededGenerator(seed: seed)
        var lines: [String] = []
        let actors = ["RUS", "SGP", "ASEAN", "USA", "CUB", "IRN"]
        func event(_ id: String) -> String {
            let (one, other) = (
                actors.randomElement(using: &random) ?? "", actors.randomElement(using: &random) ?? ""
            )
            switch Int.random(in: 0..<6, using: &random) {
            case 0:
                return
                    #"{"id":"\#(id)","type":"visit.made","occurred":"2018","actors":{"visitor":"\#(one)","host":"\#(other)"}}"#
            case 1:
                return
                    #"{"occurred":"2018-0\#(Int.random(in: 1...9, using: &random))","type":"signal.coded","actors":{"target":"\#(one)","source":"\#(other)"},"data":{"cameo":"190","goldstein":-\#(Int.random(in: 0...10, using: &random)).5},"id":"\#(id)"}"#
            case 2:
                return
                    #"{"id":"\#(id)","type":"agreement.published","subject":"agreement/s\#(Int.random(in: 0..<5, using: &random))","occurred":"","reported":"2018-08-01","actors":{"party":["\#(one)","\#(other)"]},"actsAs":{"\#(one)":"each-member"},"effective":"2019"}"#
            case 3:
                return
                    #"{"id":"\#(id)","type":"x.own\#(Int.random(in: 0..<3, using: &random))","occurred":"2018/2019","data":{"k":[1,{"b":null}]}}"#
            default: return meeting(id, #","tags":["t\#(Int.random(in: 0..<9, using: &random))"]"#)
            }
        }
        for round in 0..<20 {
            var batch: [String] = []
            for place in 0..<Int.random(in: 1...40, using: &random) {
                let id = "e\(round).\(place)"
                let target = "e\(Int.random(in: 0..<max(1, round), using: &random)).0"
                switch place == 0 || round == 0 ? 9 : Int.random(in: 0..<10, using: &random) {
                case 0: batch.append(correction(id, of: target, #"{"note":"\#(id)"}"#))
                case 1: batch.append(retraction(id, of: target))
                case 2: batch.append(lines.randomElement(using: &random) ?? "")
                default: batch.append(event(id))
                }
            }
            store.now += Int64.random(in: -5...20, using: &random)
            if round % 5 == 4 {
                let before = try store.head()
                #expect(!store.faults((batch + ["{"]).joined(separator: "\n")).isEmpty)
                #expect(try store.head() == before)
            }
            let receipt = try store.append(text: batch.joined(separator: "\n"))
            #expect(receipt.appended + receipt.skipped == batch.count)
            lines += batch
        }
        let report = try store.log.verify()
        #expect(report.findings == [])
        #expect(report.events == (try store.head().revision))
        // Everything again is known already.
        #expect(try store.append(text: lines.joined(separator: "\n")).appended == 0)
    }
}
