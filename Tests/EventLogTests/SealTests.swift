import CanonicalJSON
import DiplomaticEvents
import EventCoding
import EventLog
import LMDB
import Testing

@Suite struct SealTests {
    private let key = SealKey()

    private func seal(_ store: TestStore) throws -> Seal {
        let head = try store.head()
        return try Seal(log: store.log.id, revision: head.revision, head: head.digest, sealed: 5, by: key)
    }

    private func findings(_ store: TestStore, _ seals: [Seal]) throws -> [Bool] {
        let report = try store.log.verify(rootsAt: Set(seals.map(\.revision)))
        #expect(report.findings == [])
        return seals.map { report.finding(against: $0) != nil }
    }

    /// Whoever rewrites a log from some event on, with every hash made anew, leaves a store that is whole in itself.
    @Test(arguments: [1, 7, 64, 65, 100])
    func aLogThatWasRewrittenFromAnEventOnIsCaughtByEverySealFromThereOn(_ changed: Int) throws {
        let (store, forged) = (try TestStore(), try TestStore())
        var seals: [Seal] = [try seal(store)]
        for place in 1...130 {
            try store.append(meeting("e\(place)"))
            try forged.append(meeting("e\(place)", place == changed ? #","note":"x""# : ""))
            seals.append(try seal(store))
        }
        #expect(forged.log.id == store.log.id)
        #expect(try findings(store, seals).allSatisfy { !$0 })
        #expect(try findings(forged, seals) == (0...130).map { $0 >= changed })
    }

    @Test func aLogThatLostItsEndIsCaught() throws {
        let (store, shorter) = (try TestStore(), try TestStore())
        try store.append(meeting("a"), meeting("b"))
        try shorter.append(meeting("a"))
        let seal = try seal(store)
        let report = try shorter.log.verify(rootsAt: [seal.revision])
        #expect(
            report.finding(against: seal) == "the log ends at revision 1, before revision 2 that was sealed")
    }

    @Test func aSealReadsBackAndNoPartOfItCanBeChanged() throws {
        let store = try TestStore()
        try store.append(meeting("a"))
        let sealed = try seal(store)
        #expect(sealed.isSigned)
        let json = sealed.json
        #expect(try Seal(json) == sealed)
        let other = SealKey().publicKey.description
        let changes: [(String, JSONValue)] = [
            ("log", "0123"), ("revision", 2), ("head", .text(MerkleTree.emptyRoot.description)),
            ("sealed", "2026-01-01T00:00:00.000000Z"), ("key", .text(other)),
            ("signature", .text("ed25519:" + String(repeating: "0", count: 128))),
        ]
        for (name, value) in changes {
            var object = try #require(json.object)
            object[name] = value
            let changed = try Seal(.object(object))
            #expect(!changed.isSigned, "\(name)")
            let report = try store.log.verify(rootsAt: [changed.revision])
            #expect(report.finding(against: changed)?.contains("signature") == true, "\(name)")
            object[name] = nil
            #expect(throws: SealFault.self, "\(name)") { try Seal(.object(object)) }
        }
        let report = try store.log.verify(rootsAt: [1])
        #expect(report.finding(against: sealed, trusted: [key.publicKey]) == nil)
        #expect(report.finding(against: sealed, trusted: [SealKey().publicKey])?.contains("trusted") == true)
    }

    @Test func aKeyFileReadsBackAndNothingElseIsOne() throws {
        let again = try #require(SealKey(fileText: key.fileText))
        #expect(again.publicKey == key.publicKey)
        #expect(PublicSealKey(key.publicKey.description) == key.publicKey)
        for text in [
            "", "ed25519-secret:", key.publicKey.description, key.fileText + "0", key.fileText.uppercased(),
        ] {
            #expect(SealKey(fileText: text) == nil, "\(text)")
        }
        // As they were made before they had the public half.
        let secret = String(key.fileText.prefix { $0 != "\n" })
        #expect(SealKey(fileText: secret + "\n")?.publicKey == key.publicKey)
        #expect(SealKey(fileText: secret + "\n\(SealKey().publicKey)\n") == nil)
        #expect(PublicSealKey("ed25519:\u{301}" + key.publicKey.description.dropFirst(8)) == nil)
        #expect(LogDigest("sha256:\u{301}" + MerkleTree.emptyRoot.hex) == nil)
    }

    /// The texts that come of changing any one bit of a file, as far as they are JSON.
    private func changed(_ json: JSONValue) -> [JSONValue] {
        let whole = CanonicalWriter.bytes(of: json)
        return (0..<whole.count * 8).compactMap { bit in
            var broken = whole
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let document = try? JSONDocument(broken.span) else { return nil }
            return document.value(document.root)
        }
    }

    @Test func noBitOfASealAKeyOrAProofCanBeChanged() throws {
        let store = try TestStore()
        try store.append(meeting("a"), meeting("b"), meeting("c"))
        let seal = try seal(store)
        let proof = try store.log.read { transaction in
            try #require(try store.log.proof(ofID: "b", at: 3, transaction))
        }
        let seals = changed(seal.json)
        #expect(seals.count > 1_000)
        // What is no part of what is said may change: the case of the letters in a time, a member that nobody reads.
        for json in seals {
            guard let other = try? Seal(json), other != seal else { continue }
            #expect(!other.isSigned, "\(CanonicalWriter.text(of: json))")
        }
        for json in changed(proof.json) {
            guard let other = try? EventProof(json), other != proof else { continue }
            #expect(
                other.head != seal.head || other.size != seal.revision || other.log != seal.log,
                "\(CanonicalWriter.text(of: json))")
        }
        let file = Array(key.fileText.utf8)
        for bit in 0..<file.count * 8 {
            var broken = file
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            let text = String(decoding: broken, as: UTF8.self)
            #expect(SealKey(fileText: text) == nil, "\(text)")
        }
    }

    @Test func everyEventIsProvedAtEveryRevisionFromItsOwnOn() throws {
        let store = try TestStore()
        try store.append(text: (1...131).map { meeting("e\($0)") }.joined(separator: "\n"))
        try store.log.read { transaction in
            for size in [1, 2, 63, 64, 65, 127, 128, 129, 131] as [UInt64] {
                let head = try store.log.root(at: size, transaction)
                for revision in 1...131 as ClosedRange<UInt64> {
                    let proof = try store.log.proof(ofID: "e\(revision)", at: size, transaction)
                    #expect((proof != nil) == (revision <= size))
                    guard let proof else { continue }
                    #expect(proof.head == head && proof.revision.number == revision && proof.size == size)
                    #expect(try EventProof(proof.json) == proof)
                }
            }
            #expect(try store.log.proof(ofID: "none", at: 131, transaction) == nil)
        }
    }

    @Test func everySealIsProvedToExtendEveryEarlierOne() throws {
        let store = try TestStore()
        var seals = [try seal(store)]
        for place in 1...131 {
            try store.append(meeting("e\(place)"))
            seals.append(try seal(store))
        }
        try store.log.read { transaction in
            for later in [0, 1, 63, 64, 65, 100, 128, 131] {
                for earlier in 0...later {
                    let proof = try #require(
                        try store.log.proof(from: UInt64(earlier), to: UInt64(later), transaction))
                    #expect(
                        proof.holds(from: seals[earlier].head, to: seals[later].head), "\(earlier) \(later)")
                    #expect(try ExtensionProof(proof.json) == proof)
                }
            }
            #expect(try store.log.proof(from: 1, to: 132, transaction) == nil)
            #expect(try store.log.proof(from: 2, to: 1, transaction) == nil)
        }
    }

    @Test func noPartOfAProofCanBeChanged() throws {
        let store = try TestStore()
        try store.append(text: (1...70).map { meeting("e\($0)") }.joined(separator: "\n"))
        let head = try store.head()
        let proof = try #require(
            try store.log.read { transaction in try store.log.proof(ofID: "e9", at: 70, transaction) })
        let json = try #require(proof.json.object)
        let path = try #require(json["path"]?.list)
        var event = try #require(json["event"]?.object)
        event["note"] = "x"
        let changes: [(String, JSONValue)] = [
            ("revision", 10), ("size", 64), ("recorded", "2018-08-03T12:00:00.000001Z"),
            ("content", .text(MerkleTree.emptyRoot.description)), ("event", .object(event)),
            ("path", .list(path.dropLast())), ("path", .list(path.reversed())), ("path", .list(path + path)),
        ]
        for (name, value) in changes {
            var changed = json
            changed[name] = value
            let read = try? EventProof(.object(changed))
            #expect(read?.head != head.digest, "\(name)")
        }
        // Without the event it proves the digest alone.
        var withheld = json
        withheld["event"] = .null
        #expect(try EventProof(.object(withheld)).head == head.digest)
    }
}
