import EventCoding
import EventLog
import Foundation
import LMDB
import SeededRandom
import Testing

/// The index in runs against the plain lists that it stands for.
@Suite struct EventIndexTests {
    private struct Happening {
        var actors: [String]
        var subject: String?
        var type: String
        var expects: String?

        func line(_ id: String) -> String {
            let actors = actors.map { "\"\($0)\"" }.joined(separator: ",")
            let subject = subject.map { #","subject":"\#($0)""# } ?? ""
            let data = expects.map {
                #","data":{"expects":{"type":"visit.made","subject":"\#($0)"}}"#
            }
            let role = expects == nil ? "participants" : "by"
            return
                #"{"id":"\#(id)","type":"\#(type)","occurred":"2018","actors":{"\#(role)":[\#(actors)]}\#(subject)\#(data ?? "")}"#
        }
    }

    private static let actors = ["RUS", "SGP", "ASEAN", "USA", "CUB", "IRN", "CHN", "FRA", "DEU", "GBR"]

    private func happening(_ random: inout SeededGenerator) -> Happening {
        let actors = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            Self.actors[Int.random(in: 0..<Self.actors.count, using: &random)]
        }
        let number = Int.random(in: 0..<40, using: &random)
        if number < 4 {
            return Happening(
                actors: Array(Set(actors)).sorted(), subject: "expectation/e\(number)",
                type: "expectation.stated", expects: "meeting/m\(number)")
        }
        return Happening(
            actors: Array(Set(actors)).sorted(), subject: number < 30 ? "meeting/m\(number)" : nil,
            type: number % 3 == 0 ? "meeting.held" : "x.kind\(number % 3)", expects: nil)
    }

    /// What each list of the index says, by what it is asked; and the same of plain lists.
    private func compare(_ store: TestStore, _ all: [Happening?], _ place: Comment) throws {
        try store.log.read { transaction in
            let log = store.log
            func revisions(_ isWanted: (Happening) -> Bool) -> [UInt64] {
                all.indices.filter { all[$0].map(isWanted) ?? false }.map { UInt64($0) + 1 }
            }
            for (index, one) in Self.actors.enumerated() {
                let number = try log.actorNumber(one, transaction)
                let own = revisions { $0.actors.contains(one) }
                guard let number else {
                    #expect(own.isEmpty, place)
                    continue
                }
                #expect(try log.revisions(ofActor: number, transaction) == own, place)
                #expect(try log.eventCount(ofActor: number, transaction) == own.count, place)
                for revision in 0..<UInt64(all.count) {
                    let isThere = try log.names(number, at: revision + 1, transaction)
                    #expect(isThere == own.contains(revision + 1), place)
                }
                let subjects = Set(
                    all.compactMap { $0 }.filter { $0.actors.contains(one) }.compactMap(\.subject))
                let numbers = try subjects.map { try log.subjectNumber($0, transaction) }
                #expect(
                    try log.subjects(ofActor: number, transaction) == numbers.compactMap { $0 }.sorted(),
                    place)
                for other in Self.actors[(index + 1)...] {
                    guard let second = try log.actorNumber(other, transaction) else { continue }
                    #expect(
                        try log.revisions(ofPair: number, second, transaction)
                            == revisions { $0.actors.contains(one) && $0.actors.contains(other) }, place)
                }
            }
            for number in 0..<30 {
                let name = "meeting/m\(number)"
                let own = revisions { $0.subject == name }
                if let number = try log.subjectNumber(name, transaction) {
                    #expect(try log.revisions(ofSubject: number, transaction) == own, place)
                } else {
                    #expect(own.isEmpty, place)
                }
                #expect(
                    try log.revisions(mentioning: name, transaction) == revisions { $0.expects == name },
                    place)
            }
            for (number, name) in try log.typeNames(transaction).enumerated() where name.hasPrefix("x.kind") {
                #expect(
                    try log.revisions(ofType: UInt16(number), transaction) == revisions { $0.type == name },
                    place)
            }
        }
    }

    /// Appends of one event and of thousands make runs that are merged; chunks are of all sizes.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func listsAreTheSameHoweverTheEventsWereAppended(_ seed: UInt64) throws {
        let store = try TestStore()
        var random = SeededGenerator(seed: seed)
        var all: [Happening?] = []
        for round in 0..<70 {
            let size = round == 30 ? 3_000 : Int.random(in: 1...(round % 9 == 0 ? 200 : 3), using: &random)
            let batch = (0..<size).map { _ in happening(&random) }
            let lines = batch.enumerated().map { $1.line("e\(all.count + $0)") }
            try store.append(text: lines.joined(separator: "\n"))
            all += batch.map { $0 }
            if round % 23 == 22 { try compare(store, all, "round \(round)") }
        }
        try compare(store, all, "at the end")
        #expect(try store.findings() == [])
        // Conditions ask for the last event of a name.
        let last = UInt64(1 + (all.lastIndex { $0?.actors.contains("USA") == true } ?? 0))
        for (since, isRefused) in [(last - 1, true), (last, false)] {
            var options = AppendOptions()
            options.ifUnchanged = [.init(name: "USA", since: since)]
            #expect(!store.faults(meeting("if-\(since)"), options: options).isEmpty == isRefused)
        }
    }

    /// What is withheld is in no list any more, in whichever run it stood.
    @Test func redactedEventsLeaveEveryList() throws {
        let store = try TestStore()
        var random = SeededGenerator(seed: 4)
        var all: [Happening?] = []
        for _ in 0..<12 {
            let batch = (0..<Int.random(in: 1...30, using: &random)).map { _ in happening(&random) }
            try store.append(
                text: batch.enumerated().map { $1.line("e\(all.count + $0)") }.joined(separator: "\n"))
            all += batch.map { $0 }
        }
        for _ in 0..<25 {
            let place = Int.random(in: 0..<all.count, using: &random)
            guard all[place] != nil else { continue }
            _ = try store.log.redact(
                id: "e\(place)", reason: "private", clock: { [now = store.now] in now })
            all[place] = nil
            // The record of it names nobody.
            all.append(nil)
        }
        try compare(store, all, "after redactions")
        #expect(try store.findings() == [])
    }

    // MARK: Damage

    private func smallStore() throws -> (TestStore, Environment, Table) {
        let store = try TestStore()
        var random = SeededGenerator(seed: 5)
        for size in [4, 1] {
            let lines = (0..<size).map { happening(&random).line("e\(size).\($0)") }
            try store.append(text: lines.joined(separator: "\n"))
        }
        let environment = try Environment.open(path: store.path)
        return (store, environment, try environment.table("index"))
    }

    private typealias Row = (key: [UInt8], value: [UInt8])

    private func rows(_ environment: Environment, _ index: Table) throws -> [Row] {
        try environment.read { transaction in
            var rows: [Row] = []
            var cursor = try transaction.cursor(over: index)
            while try cursor.next() { rows.append((cursor.keyBytes.copied(), cursor.value.copied())) }
            return rows
        }
    }

    private func write(_ row: Row, in place: Row, _ environment: Environment, _ index: Table) throws {
        try environment.write { transaction in
            try transaction.delete(index, place.key.span)
            try transaction.put(index, row.key.span, row.value.span)
        }
    }

    @Test func everyFlippedBitOfTheIndexIsFound() throws {
        let (store, environment, index) = try smallStore()
        let rows = try rows(environment, index)
        for row in rows {
            for bit in 0..<row.value.count * 8 {
                var value = row.value
                value[bit / 8] ^= 1 << UInt8(bit % 8)
                try write((row.key, value), in: row, environment, index)
                #expect(!(try store.findings().isEmpty), "bit \(bit) of the value at \(row.key)")
            }
            try write(row, in: row, environment, index)
            for bit in stride(from: 0, to: row.key.count * 8, by: 5) {
                var key = row.key
                key[bit / 8] ^= 1 << UInt8(bit % 8)
                if rows.contains(where: { $0.key == key }) { continue }
                try write((key, row.value), in: row, environment, index)
                #expect(!(try store.findings().isEmpty), "bit \(bit) of the key \(row.key)")
                try write(row, in: (key, row.value), environment, index)
            }
        }
        #expect(try store.findings() == [])
    }

    @Test func aMissingChunkIsToldWithTheEventsThatItHeld() throws {
        let (store, environment, index) = try smallStore()
        // A pair's.
        let row = try #require(try rows(environment, index).last { $0.key[4] == 4 }, "no pairs")
        try environment.write { transaction in _ = try transaction.delete(index, row.key.span) }
        let findings = try store.findings()
        #expect(findings.contains { $0.hasSuffix("missing in the index by pair") }, "\(findings)")
        #expect(findings.allSatisfy { $0.contains("index") }, "\(findings)")
    }
}
