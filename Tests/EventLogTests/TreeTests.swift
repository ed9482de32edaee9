import DiplomaticEvents
import EventCoding
import EventLog
import LMDB
import Testing

@Suite struct TreeTests {
    private func filled(_ sizes: [Int]) throws -> TestStore {
        let store = try TestStore()
        var number = 0
        for size in sizes {
            let lines = (number..<number + size).map { meeting("e\($0)") }
            try store.append(text: lines.joined(separator: "\n"))
            number += size
        }
        return store
    }

    /// The root over the first events, from what each is as a whole.
    private func roots(_ store: TestStore) throws -> [LogDigest] {
        var tree = Frontier()
        var roots = [tree.root]
        for content in try store.contents() {
            tree.append(
                MerkleTree.leaf(
                    revision: .init(tree.size + 1), recorded: store.now,
                    content: .of(Array(content.utf8).span)))
            roots.append(tree.root)
        }
        return roots
    }

    @Test(arguments: [[63, 1, 1], [64], [65, 62, 1], [1, 300], [128, 64, 64, 5], [700]])
    func theHeadAtEveryRevisionIsTheRootOverTheEventsUpToThere(_ sizes: [Int]) throws {
        let store = try filled(sizes)
        let expected = try roots(store)
        let found = try store.log.read { transaction in
            try expected.indices.map { try store.log.root(at: UInt64($0), transaction) }
        }
        #expect(found == expected)
        #expect(try store.head().digest == expected.last)
        #expect(try store.findings() == [])
    }

    @Test func howEventsAreDividedIntoAppendsDoesNotMatter() throws {
        let one = try filled([200])
        for sizes in [[1, 62, 1, 64, 72], [100, 100], [64, 64, 64, 8]] {
            #expect(try filled(sizes).head() == one.head(), "\(sizes)")
        }
    }

    /// Changes what is stored behind the log's back.
    private func change(
        _ store: TestStore, _ table: String, _ key: UInt64, _ body: @escaping ([UInt8]) -> [UInt8]
    ) throws {
        let environment = try Environment.open(path: store.path)
        let table = try environment.table(table, keys: .integer)
        try environment.write { (transaction) throws(LMDBError) in
            var stored: [UInt8] = []
            if let value = try transaction.get(table, key) {
                for index in value.indices { stored.append(value[index]) }
            }
            let changed = body(stored)
            try transaction.put(table, key, changed.span)
        }
    }

    @Test func oneBrokenEventIsOneFinding() throws {
        let store = try filled([200])
        try change(store, "bodies", 70) { $0.dropLast(2) + [UInt8(ascii: " "), UInt8(ascii: "}")] }
        #expect(try store.findings() == ["the body of revision 70 is not what was recorded"])
        // Of a leaf as well.
        try change(store, "bodies", 150) { [$0[0] ^ 1] + $0.dropFirst() }
        #expect(try store.findings().count == 2)
    }

    @Test func aChangedRootIsFound() throws {
        let store = try filled([200])
        for (key, place) in [(1, 3), (2, 3), (2, 40), (3, 3)] as [(UInt64, Int)] {
            let flip = { (bytes: [UInt8]) in
                var bytes = bytes
                bytes[place] ^= 4
                return bytes
            }
            try change(store, "tree", key, flip)
            #expect(try store.findings() == ["block \(key) of the tree does not fit its events"])
            try change(store, "tree", key, flip)
        }
        #expect(try store.findings() == [])
        try change(store, "tree", 4) { _ in [UInt8](repeating: 0, count: 32) }
        #expect(try store.findings() == ["the table of the tree has 4 entries where there should be 3"])
    }

    @Test func nothingIsBuiltUponAHeadThatIsNotTheRoot() throws {
        let store = try filled([70])
        try change(store, "bodies", 70) { [$0[0] ^ 1] + $0.dropFirst() }
        #expect(throws: LogError.self) { try store.append(meeting("more")) }
        #expect(try store.head().revision == 70)
    }

    /// Whoever changes an event and all that is kept of it, but not the head, is found by the head.
    @Test func anEventRewrittenWithItsLeafIsFoundByTheHead() throws {
        let store = try filled([10])
        try change(store, "bodies", 5) { _ in
            let content = Array(meeting("e4", #","note":"x""#).utf8)
            let leaf = MerkleTree.leaf(revision: .init(5), recorded: store.now, content: .of(content.span))
            return StoredBody.encode(leaf, recorded: store.now, content: content.span)
        }
        #expect(try !store.findings().isEmpty)
    }
}
