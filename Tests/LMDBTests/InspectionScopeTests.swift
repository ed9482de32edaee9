import Foundation
import Testing

@testable import LMDB

/// How much of a large store is looked at when it is opened.
@Suite struct InspectionScopeTests {
    private typealias Findings = (roots: Int, branches: Int)

    @Test func damageInTheUpperBranchesIsFoundWithoutReadingTheLowest() throws {
        let scratch = try Scratch()
        let environment = try Self.deepStore(scratch)
        #expect(try Self.findings(environment) == (0, 0))
        let upper = try #require(try Self.branches(scratch).upper.first)
        try Self.turnMark(of: upper, scratch)
        let found = try Self.findings(environment)
        #expect(found.roots > 0)
        #expect(found.branches > 0)
    }

    @Test func theLowestBranchesAreLeftToThoseWhoReadAll() throws {
        let scratch = try Scratch()
        let environment = try Self.deepStore(scratch)
        let lowest = try #require(try Self.branches(scratch).lowest.first)
        try Self.turnMark(of: lowest, scratch)
        let found = try Self.findings(environment)
        #expect(found.roots == 0)
        #expect(found.branches > 0)
    }

    private static func deepStore(_ scratch: Scratch) throws -> Environment {
        let environment = try Environment.open(path: scratch.path)
        let table = try environment.table("bodies", keys: .integer)
        let value = [UInt8](repeating: 7, count: 1_500)
        try environment.write { transaction in
            for key in 0..<UInt64(1_500) { try transaction.put(table, key, value.span) }
        }
        return environment
    }

    private static func findings(_ environment: Environment) throws -> Findings {
        func count(_ scope: StoreWalk.Scope) throws -> Int {
            try #require(try environment.core.inspect(scope)).findings.count
        }
        return (try count(.roots), try count(.branches))
    }

    /// The numbers of the branch pages whose children are branches, and of those whose children are leaves.
    private static func branches(_ scratch: Scratch) throws -> (upper: [Int], lowest: [Int]) {
        let data = Array(try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/data.mdb")))
        let pages = stride(from: 0, to: data.count - 4_095, by: 4_096).map { start in
            Page(bytes: Array(data[start..<start + 4_096]))
        }
        var (upper, lowest): ([Int], [Int]) = ([], [])
        for (number, page) in pages.enumerated().dropFirst(2)
        where page.flags == Page.branch && page.number == UInt64(number) {
            let child = try #require(Node(page, 0, isBranch: true)).child
            if pages[Int(child)].flags == Page.branch { upper.append(number) } else { lowest.append(number) }
        }
        return (upper, lowest)
    }

    private static func turnMark(of page: Int, _ scratch: Scratch) throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: scratch.path + "/data.mdb"))
        defer { try? file.close() }
        try file.seek(toOffset: UInt64(page * 4_096 + 10))
        try file.write(contentsOf: [UInt8(truncatingIfNeeded: Page.branch) ^ 2])
    }
}
