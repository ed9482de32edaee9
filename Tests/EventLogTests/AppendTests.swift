import CanonicalJSON
import DiplomaticEvents
import EventCoding
import EventLog
import Testing

@Suite struct AppendTests {
    @Test func theReceiptCountsAndTheHeadCoversEveryEvent() throws {
        let store = try TestStore()
        let first = try store.append(meeting("a"), meeting("b"))
        #expect(first.appended == 2 && first.skipped == 0)
        #expect(first.firstRevision == 1 && first.lastRevision == 2)
        store.now += 5
        let second = try store.append(meeting("c"))
        #expect(second.firstRevision == 3 && second.lastRevision == 3)

        var tree = Frontier()
        for (index, content) in try store.contents().enumerated() {
            tree.append(
                MerkleTree.leaf(
                    revision: Revision(UInt64(index) + 1),
                    recorded: index < 2 ? store.now - 5 : store.now, content: .of(Array(content.utf8).span)))
            if index == 1 { #expect(first.head == tree.root) }
        }
        #expect(second.head == tree.root)
        let head = try store.head()
        #expect(head.revision == 3 && head.recorded == store.now && head.digest == tree.root)
        #expect(try store.findings() == [])
    }

    @Test func anInputWithoutEventsIsRefused() throws {
        let store = try TestStore()
        for text in ["", "\n\r\n  \n", "[]", " [ ] \n", "\u{FEFF}"] {
            #expect(store.faults(text) == ["line 1: no events in the input"], "\(text.debugDescription)")
        }
        #expect(try store.head().revision == 0)
    }

    @Test func theSameContentAgainIsSkippedHoweverItIsSpelt() throws {
        let store = try TestStore()
        try store.append(
            #"{"type":"signal.coded","occurred":"2018","id":"s","actors":{"source":"RUS","target":"SGP"},"data":{"cameo":"042","goldstein":1.0},"note":"aé/"}"#
        )
        let receipt = try store.append(
            ##"{ "note": "\u0061\u00e9\/", "data":{"goldstein":1,"cameo":"\u00304\u0032"},"actors":{"target":"SGP","source":"RUS"},"id":"s","occurred":"2018","type":"signal.coded" }"##
        )
        #expect(receipt.appended == 0 && receipt.skipped == 1)
        #expect(receipt.firstRevision == nil && receipt.lastRevision == 1)
    }

    @Test func anEventWithoutAnIDGetsTheSameOneHoweverItIsSpelt() throws {
        let store = try TestStore()
        let receipt = try store.append(
            #"{"type":"visit.made","occurred":"2018-05","actors":{"visitor":"RUS","host":"SGP"}}"#,
            #"{"actors":{"host":"SGP","visitor":"RUS"},"occurred":"2018-05","type":"visit.made"}"#)
        #expect(receipt.appended == 1 && receipt.skipped == 1)
        let content = try #require(try store.contents().first)
        let id = CanonicalEvent.derivedID(
            of: Array(
                #"{"actors":{"host":"SGP","visitor":"RUS"},"occurred":"2018-05","type":"visit.made"}"#.utf8
            ).span)
        #expect(content.contains(#""id":"\#(id)""#))
        #expect(try store.append(text: content).skipped == 1)
        #expect(try store.findings() == [])
    }

    @Test func theSameIDWithOtherContentIsAConflict() throws {
        let store = try TestStore()
        try store.append(meeting("a"))
        #expect(
            store.faults(meeting("b"), meeting("a", #","note":"other""#)) == [
                "line 2: id: 'a' stands at revision 1 with other content; a new id states something new, "
                    + "`record.corrected` corrects what stands"
            ])
        #expect(try store.head().revision == 1)
    }

    @Test func composedAndDecomposedTextsAreDifferentContent() throws {
        let store = try TestStore()
        try store.append(meeting("a", ",\"note\":\"caf\u{E9}\""))
        #expect(store.faults(meeting("a", ",\"note\":\"cafe\u{301}\"")).count == 1)
        let receipt = try store.append(
            "{\"type\":\"x.caf\u{E9}\",\"occurred\":\"\",\"id\":\"b\"}",
            "{\"type\":\"x.cafe\u{301}\",\"occurred\":\"\",\"id\":\"c\"}")
        #expect(receipt.appended == 2)
        #expect(try store.findings() == [])
    }

    @Test func everyBadLineIsToldInOrderAndNothingIsRecorded() throws {
        let store = try TestStore()
        try store.append(meeting("stands"))
        let faults = store.faults(
            meeting("good"),
            "{",
            meeting("stands", #","note":"x""#),
            #"{"type":"meeting.hold","occurred":"2018"}"#,
            "",
            #"{"type":"meeting.held","occurred":"2018-13","actors":{"participants":["RUSS","SGP"]},"revision":4}"#,
            #"{"type":"meeting.held","occurred":"2018","actors":{"participants":["ATLANTIS","SGP"]}}"#,
            retraction("r", of: "nowhere"),
            meeting("good", #","note":"again, otherwise""#),
            #"{"id":"x","id":"y"}"#)
        let expected = [
            "line 2: is not JSON: a key in quotes was expected",
            "line 3: id: 'stands' stands at revision 1 with other content",
            "line 4: type: unknown type 'meeting.hold': did you mean 'meeting.held'?",
            "line 6: occurred: '2018-13' is not an EDTF date: month 13",
            "line 6: revision: is assigned by the log and can't be given",
            "line 7: actors.participants: unknown actor 'ATLANTIS'",
            "line 8: data.target: 'nowhere' is no event in the log",
            "line 9: id: 'good' stands at revision 2 with other content",
            "line 10: is not JSON: the key 'id' stands twice",
        ]
        #expect(faults.count == expected.count, "\(faults)")
        for (fault, beginning) in zip(faults, expected) { #expect(fault.hasPrefix(beginning)) }
        #expect(try store.head().revision == 1)
        #expect(try store.findings() == [])
    }

    @Test func aRefusedLineDoesNotMakeOthersBad() throws {
        let store = try TestStore()
        let faults = store.faults(
            "not JSON",
            meeting("after"),
            retraction("r1", of: "after"),
            #"{"id":"bad","type":"meeting.held","occurred":"2018"}"#,
            retraction("r2", of: "bad"),
            retraction("r3", of: "r2"),
            #"{"id":"d","type":"actor.defined","occurred":"","actors":{"actor":"OZ"},"data":{"kind":"realm"}}"#,
            #"{"type":"meeting.held","occurred":"2018","actors":{"participants":["OZ","SGP"]}}"#)
        #expect(faults.map { $0.prefix(7) } == ["line 1:", "line 4:", "line 7:"])
    }

    @Test func unknownActorsAreRefusedUnlessTheBatchOrTheLogOrTheOptionsLetThemIn() throws {
        let store = try TestStore()
        let unknown =
            #"{"id":"u","type":"meeting.held","occurred":"2018","actors":{"participants":["RUZ","OZ"]}}"#
        let faults = store.faults(unknown)
        #expect(faults.count == 2)
        #expect(
            faults.first?.hasPrefix("line 1: actors.participants: unknown actor 'RUZ': did you mean '")
                == true)

        let oz =
            #"{"id":"oz","type":"actor.defined","occurred":"","actors":{"actor":"OZ"},"data":{"kind":"state"}}"#
        let ruz =
            #"{"id":"ruz","type":"actor.defined","occurred":"","actors":{"actor":"RUZ"},"data":{"kind":"state"}}"#
        #expect(store.faults(unknown, oz).count == 1)
        #expect(try store.append(unknown, oz, ruz).appended == 3)
        #expect(
            try store.append(#"{"type":"visit.made","occurred":"","actors":{"visitor":"OZ","host":"RUS"}}"#)
                .appended
                == 1)

        let other =
            #"{"id":"v","type":"visit.made","occurred":"","actors":{"visitor":"LAPUTA","host":"RUS"}}"#
        #expect(store.faults(other).count == 1)
        var options = AppendOptions()
        options.allowNewActors = true
        #expect(try store.append(other, options: options).appended == 1)
        #expect(
            try store.append(
                #"{"type":"visit.made","occurred":"","actors":{"visitor":"RUS","host":"LAPUTA"}}"#
            )
            .appended == 1)
        #expect(try store.findings() == [])
    }

    @Test func actorsInTheDataMustBeKnownToo() throws {
        let store = try TestStore()
        #expect(
            store.faults(
                #"{"type":"agreement.defined","occurred":"","subject":"agreement/x","data":{"kind":"treaty","title":"X","entryIntoForce":{"each-of":["RUS","ATLANTIS"]}}}"#
            ) == [
                "line 1: data.entryIntoForce.each-of: unknown actor 'ATLANTIS'; an `actor.defined` event or "
                    + "--allow-new-actors lets it in"
            ])
    }

    @Test func aRecordsTargetMustStandBeforeIt() throws {
        let store = try TestStore()
        #expect(
            store.faults(retraction("r", of: "a"), meeting("a")) == [
                "line 1: data.target: 'a' is no event in the log or earlier in the batch"
            ])
        #expect(try store.append(meeting("a"), retraction("r", of: "a")).appended == 2)
        #expect(try store.append(record("annotated", "n", "r")).appended == 1)
        #expect(
            store.faults(record("duplicate-of", "d", "a", #","canonical":"a""#)) == [
                "line 1: data.canonical: 'a' is the target itself"
            ])
        #expect(
            store.faults(record("duplicate-of", "d", "a", #","canonical":"zz""#)) == [
                "line 1: data.canonical: 'zz' is no event in the log or earlier in the batch"
            ])
        #expect(try store.findings() == [])
    }

    @Test(arguments: [
        (#"{"actors":null}"#, "data.patch.actors: meeting.held needs 'participants', which is missing"),
        (
            #"{"occurred":"2018-02-30"}"#,
            "data.patch.occurred: '2018-02-30' is not an EDTF date: day 30 of February at position 8"
        ),
        (
            #"{"occurred":null}"#,
            "data.patch.occurred: is missing; an EDTF date is needed, or \"\" where it isn't known"
        ),
        (
            #"{"type":"record.annotated","data":{"target":"a"}}"#,
            "data.patch.type: a correction can't make a record of another event, nor another event of a record"
        ),
        (#"{"id":"b"}"#, "data.patch.id: a correction can't change 'id'"),
        (
            #"{"actors":{"participants":["ATLANTIS","RUS"]}}"#,
            "data.patch.actors.participants: unknown actor 'ATLANTIS'; an `actor.defined` event or "
                + "--allow-new-actors lets it in"
        ),
    ])
    func aCorrectionThatWouldBreakTheEventIsRefused(_ patch: String, _ fault: String) throws {
        let store = try TestStore()
        try store.append(meeting("a"))
        #expect(store.faults(correction("c", of: "a", patch)) == ["line 1: " + fault])
        #expect(try store.head().revision == 1)
    }

    @Test func aRecordCannotBeTurnedToAnotherTarget() throws {
        let store = try TestStore()
        try store.append(meeting("a"), meeting("b"), retraction("r", of: "a"))
        #expect(
            store.faults(correction("c", of: "r", #"{"data":{"target":"b"}}"#)) == [
                "line 1: data.patch.data.target: a correction can't change what a record is about"
            ])
    }

    @Test func conditionsBindAnAppendToWhatTheScriptHasSeen() throws {
        let store = try TestStore()
        try store.append(
            meeting("a"),
            #"{"id":"d","type":"agreement.published","occurred":"2018","subject":"agreement/x","actors":{"party":"SGP"}}"#
        )
        func failure(_ set: (inout AppendOptions) -> Void) -> String? {
            var options = AppendOptions()
            set(&options)
            do throws(LogError) {
                try store.append(meeting("b"), options: options)
                return nil
            } catch {
                if case .conditionFailed(let what) = error { return what }
                return "otherwise: \(error)"
            }
        }
        #expect(failure { $0.ifRevision = 1 } == "the log is at revision 2, not 1")
        #expect(failure { $0.ifRevision = 0 } == "the log is at revision 2, not 0")
        let subject = AppendOptions.Unchanged(name: "agreement/x", since: 1)
        #expect(failure { $0.ifUnchanged = [subject] } == "'agreement/x' has an event at revision 2, after 1")
        let actor = AppendOptions.Unchanged(name: "RUS", since: 0)
        #expect(failure { $0.ifUnchanged = [actor] } == "'RUS' has an event at revision 1, after 0")
        #expect(try store.head().revision == 2)
        #expect(
            failure {
                $0.ifRevision = 2
                $0.ifUnchanged = [
                    .init(name: "agreement/x", since: 2), .init(name: "RUS", since: 1),
                    .init(name: "CUB", since: 0),
                    .init(name: "", since: 0), .init(name: String(repeating: "y", count: 600), since: 0),
                ]
            } == nil)
        #expect(try store.head().revision == 3)
    }

    @Test func aDryRunTellsWhatWouldBeAndRecordsNothing() throws {
        let store = try TestStore()
        var options = AppendOptions()
        options.dryRun = true
        let dry = try store.append(meeting("a"), meeting("b"), options: options)
        #expect(dry.appended == 2 && dry.lastRevision == 2)
        #expect(try store.head().revision == 0)
        #expect(try store.append(meeting("a"), meeting("b")) == dry)
        #expect(store.faults("{", options: options).count == 1)
    }

    @Test func aSourceInBatchesIsRecordedBatchByBatch() throws {
        let store = try TestStore()
        var source = EventSource(bytes: Array((1...7).map { meeting("m\($0)") }.joined(separator: "\n").utf8))
        var seen: [Receipt] = []
        let receipt = try store.log.append(
            &source, inBatchesOf: 3, options: AppendOptions(), clock: { 5 }, committed: { seen.append($0) })
        #expect(seen.map(\.appended) == [3, 6, 7] && seen.map(\.lastRevision) == [3, 6, 7])
        #expect(receipt == seen.last && receipt.firstRevision == 1)

        var broken = EventSource(
            bytes: Array([meeting("n1"), meeting("n2"), "{", meeting("n3")].joined(separator: "\n").utf8))
        #expect(throws: LogError.self) {
            try store.log.append(
                &broken, inBatchesOf: 2, options: AppendOptions(), clock: { 5 }, committed: { _ in })
        }
        #expect(try store.head().revision == 9)
        #expect(try store.findings() == [])
    }

    @Test func aBatchIsRecordedBeforeAnEndlessInputGoesOn() throws {
        let store = try TestStore()
        var chunks = [meeting("a") + "\n", meeting("b") + "\n", meeting("c") + "\n"]
        var revisions: [UInt64] = []
        var source = EventSource { () throws(LogError) in
            revisions.append((try? store.head().revision) ?? .max)
            return chunks.isEmpty ? [] : Array(chunks.removeFirst().utf8)
        }
        _ = try store.log.append(
            &source, inBatchesOf: 1, options: AppendOptions(), clock: { 5 }, committed: { _ in })
        #expect(revisions.last == 3)
        #expect(revisions.contains(1) && revisions.contains(2))
    }

    @Test func recordedTimesNeverGoBack() throws {
        let store = try TestStore()
        try store.append(meeting("a"))
        store.now -= 1_000_000
        try store.append(meeting("b"))
        store.now += 3_000_000
        try store.append(meeting("c"))
        let start = store.now - 2_000_000
        #expect(try store.recordedTimes() == [start, start, store.now])
        #expect(try store.findings() == [])
        for (time, revision) in [(start - 1, 0), (start, 2), (store.now - 1, 2), (store.now, 3)]
            as [(Int64, UInt64)]
        {
            let found = try store.log.read { transaction in
                try store.log.lastRevision(recordedBy: time, through: 3, transaction)
            }
            #expect(found == revision)
        }
    }

    @Test func twoValuesOnOnePathAreOneLog() throws {
        let store = try TestStore()
        try store.append(meeting("a"))
        let other = try EventLog.open(path: store.path)
        #expect(other.id == store.log.id)
        #expect(try other.read { transaction in try other.head(transaction).revision } == 1)
        let third = try EventLog.openOrCreate(path: store.path, seed: [1])
        var source = EventSource(bytes: Array(meeting("b").utf8))
        _ = try third.append(&source, clock: { 5 })
        #expect(third.id == store.log.id)
        #expect(try other.read { transaction in try other.head(transaction).revision } == 2)
        #expect(try store.append(meeting("c")).lastRevision == 3)
        var forReading = EventSource(bytes: Array(meeting("d").utf8))
        #expect(throws: LogError.self) { try other.append(&forReading, clock: { 5 }) }
    }

    @Test func aLineWithVeryManyActorsIsTaken() throws {
        let store = try TestStore()
        var options = AppendOptions()
        options.allowNewActors = true
        let codes = (0..<40_000).map { "\"C\($0)\"" }.joined(separator: ",")
        let line =
            #"{"id":"many","type":"meeting.held","occurred":"2018","actors":{"participants":[\#(codes)]}}"#
        #expect(try store.append(line, options: options).appended == 1)
        #expect(try store.findings() == [])
    }

    @Test func anInputThatBreaksOffLeavesNothing() throws {
        let store = try TestStore()
        var isFirst = true
        var source = EventSource { () throws(LogError) in
            defer { isFirst = false }
            if isFirst { return Array((meeting("a") + "\n").utf8) }
            throw LogError.input("the input broke off")
        }
        do throws(LogError) {
            _ = try store.log.append(&source, clock: { 5 })
            Issue.record("it was taken")
        } catch {
            #expect(error.description == "the input broke off")
        }
        #expect(try store.head().revision == 0)
    }

    @Test func aStoreInNumbers() throws {
        let store = try TestStore()
        try store.append(
            meeting("a"), meeting("b"), record("annotated", "n", "a"),
            #"{"id":"d","type":"agreement.published","occurred":"2018","subject":"agreement/x","actors":{"party":"SGP"}}"#
        )
        let statistics = try store.log.read { transaction in try store.log.statistics(transaction) }
        #expect(statistics.actors == 3 && statistics.subjects == 1 && statistics.types == 3)
        #expect(statistics.records == 1 && statistics.bytes > statistics.freeBytes)
        let counts = try store.log.read { transaction in
            try ["RUS", "SGP"].map { code in
                try store.log.eventCount(ofActor: store.log.actorNumber(code, transaction) ?? 0, transaction)
            }
        }
        #expect(counts == [2, 1])
        let unknown = try store.log.read { transaction in
            try ["CUB", "", String(repeating: "A", count: 600)].compactMap {
                try store.log.actorNumber($0, transaction)
            }
        }
        #expect(unknown == [])
    }
}
