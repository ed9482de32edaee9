import DiplomaticEvents
import EventCoding
import Testing

/// Proofs that a greater tree begins with a smaller one, for every pair of sizes.
@Suite struct ConsistencyProofTests {
    private static let leaves = (0..<74).map { number in
        MerkleTree.leaf(
            revision: Revision(UInt64(number) + 1), recorded: 7, content: LogDigest.of([1, 2, 3].span))
    }

    private static func root(_ leaves: ArraySlice<LogDigest>) -> LogDigest {
        var tree = Frontier()
        for leaf in leaves { tree.append(leaf) }
        return tree.root
    }

    private static let roots = (0...leaves.count).map { root(leaves[..<$0]) }

    private func proof(_ earlier: Int, _ later: Int) throws -> ConsistencyProof {
        try #require(
            ConsistencyProof(earlier: UInt64(earlier), later: UInt64(later)) { subtree in
                let start = Int(subtree.index) << subtree.height
                return Self.root(Self.leaves[start..<start + 1 << subtree.height])
            })
    }

    /// The path as RFC 6962, section 2.1.2, defines it.
    private func definedPath(_ inside: Int, _ leaves: ArraySlice<LogDigest>, isKnown: Bool = true)
        -> [LogDigest]
    {
        if inside == leaves.count { return isKnown ? [] : [Self.root(leaves)] }
        var left = 1
        while left * 2 < leaves.count { left *= 2 }
        let middle = leaves.startIndex + left
        if inside <= left {
            return definedPath(inside, leaves[..<middle], isKnown: isKnown) + [Self.root(leaves[middle...])]
        }
        return definedPath(inside - left, leaves[middle...], isKnown: false) + [Self.root(leaves[..<middle])]
    }

    @Test func everyTreeIsProvedToBeginWithEverySmallerOne() throws {
        for later in 0...Self.leaves.count {
            for earlier in 0...later {
                let proof = try proof(earlier, later)
                if earlier > 0 {
                    #expect(
                        proof.path == definedPath(earlier, Self.leaves[..<later]), "\(earlier) of \(later)")
                }
                #expect(
                    proof.holds(from: Self.roots[earlier], to: Self.roots[later]), "\(earlier) of \(later)")
            }
        }
    }

    @Test func noTreeIsProvedToBeginWithAnother() throws {
        let other = LogDigest.of([9].span)
        for later in 1...Self.leaves.count {
            for earlier in 0...later {
                let proof = try proof(earlier, later)
                let (from, to) = (Self.roots[earlier], Self.roots[later])
                let name = "\(earlier) of \(later)"
                #expect(!proof.holds(from: other, to: to), "\(name)")
                // Any history begins with none, whatever it is.
                #expect(!proof.holds(from: from, to: other) || earlier == 0, "\(name)")
                func holds(_ path: [LogDigest], _ sizes: (Int, Int)) -> Bool {
                    ConsistencyProof(earlier: UInt64(sizes.0), later: UInt64(sizes.1), path: path)
                        .holds(from: from, to: to)
                }
                for index in proof.path.indices {
                    var path = proof.path
                    path[index] = other
                    #expect(!holds(path, (earlier, later)), "\(name)")
                    path.remove(at: index)
                    #expect(!holds(path, (earlier, later)), "\(name)")
                    path = proof.path
                    path.insert(other, at: index)
                    #expect(!holds(path, (earlier, later)), "\(name)")
                }
                #expect(!holds(proof.path + [other], (earlier, later)), "\(name)")
                for size in 0...later where size != earlier {
                    #expect(!holds(proof.path, (size, later)), "\(name) as \(size)")
                }
            }
        }
    }

    @Test func sizesOutOfAllBoundsProveNothing() throws {
        let (from, to) = (Self.roots[3], Self.roots[7])
        let path = try proof(3, 7).path
        for (earlier, later) in [
            (3, UInt64.max), (.max, .max), (.max, 7), (0, 0), (7, 3), (1 << 63, .max), (1 << 63, 1 << 63),
        ] as [(UInt64, UInt64)] {
            let proof = ConsistencyProof(earlier: earlier, later: later, path: path)
            #expect(!proof.holds(from: from, to: to), "\(earlier) of \(later)")
        }
        #expect(ConsistencyProof(earlier: 4, later: 3) { _ in from } == nil)
    }
}
