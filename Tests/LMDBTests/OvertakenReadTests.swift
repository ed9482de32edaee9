import Testing

@testable import LMDB

/// LMDB begins a read in two steps, and others may write in between.
@Suite struct OvertakenReadTests {
    /// What a thread that rests between the two steps would have in hand: a number, and two writes since.
    @Test func aReadIsTakenForOvertakenOnceTwoWritesHaveComeAfterItsNumber() throws {
        let scratch = try Scratch()
        let environment = try Environment.open(path: scratch.path)
        let table = try environment.table("numbers", keys: .integer)
        func write() throws {
            try environment.write { transaction in
                try transaction.put(table, 1, bytes("\(transaction.id)").span)
            }
        }
        try write()
        let core = environment.core
        let read = try core.beginRead()
        defer { core.endRead(read) }
        #expect(core.isOfItsNumber(read))
        try write()
        #expect(core.isOfItsNumber(read), "its header is still there")
        try write()
        #expect(!core.isOfItsNumber(read))
        let next = try core.beginRead()
        defer { core.endRead(next) }
        #expect(core.isOfItsNumber(next))
    }
}
