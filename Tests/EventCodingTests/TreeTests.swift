import DiplomaticEvents
import EventCoding
import Testing

@Suite struct TreeTests {
    private func leaf(_ number: UInt64) -> LogDigest {
        MerkleTree.leaf(
            revision: Revision(number + 1), recorded: 7,
            content: LogDigest.of([UInt8](repeating: 1, count: 3).span))
    }

    /// The root as RFC 6962 defines it: by halving at the greatest power of two.
    private func naiveRoot(_ leaves: ArraySlice<LogDigest>) -> LogDigest {
        guard let first = leaves.first else { return LogDigest.of([UInt8]().span) }
        if leaves.count == 1 { return first }
        let middle = leaves.startIndex + half(leaves.count)
        return LogDigest.of(
            ([1] + naiveRoot(leaves[..<middle]).bytes + naiveRoot(leaves[middle...]).bytes).span)
    }

    private func naivePath(_ index: Int, _ leaves: ArraySlice<LogDigest>) -> [LogDigest] {
        if leaves.count == 1 { return [] }
        let middle = leaves.startIndex + half(leaves.count)
        if index < middle { return naivePath(index, leaves[..<middle]) + [naiveRoot(leaves[middle...])] }
        return naivePath(index, leaves[middle...]) + [naiveRoot(leaves[..<middle])]
    }

    private func half(_ count: Int) -> Int {
        var half = 1
        while half * 2 < count { half *= 2 }
        return half
    }

    private func subtreeRoot(_ subtree: Subtree, _ leaves: [LogDigest]) -> LogDigest {
        let start = Int(subtree.index) << subtree.height
        return naiveRoot(leaves[start..<start + 1 << subtree.height])
    }

    @Test func aLeafIsTheDigestOfPlaceTimeAndContent() {
        let content = LogDigest.of(Array("{}".utf8).span)
        let one = MerkleTree.leaf(revision: Revision(258), recorded: -2, content: content)
        let bytes: [UInt8] =
            [0, 2, 1, 0, 0, 0, 0, 0, 0, 254, 255, 255, 255, 255, 255, 255, 255] + content.bytes
        #expect(one == LogDigest.of(bytes.span))
        let others = [
            MerkleTree.leaf(revision: Revision(259), recorded: -2, content: content),
            MerkleTree.leaf(revision: Revision(258), recorded: 2, content: content),
            MerkleTree.leaf(revision: Revision(258), recorded: -2, content: one),
        ]
        #expect(Set(others + [one]).count == 4)
    }

    /// The roots over the eight inputs that implementations of RFC 6962 are commonly held against.
    @Test func theShapeIsThatOfCertificateTransparency() {
        let inputs: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            Array(0x50...0x57), Array(0x60...0x6F),
        ]
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        var tree = Frontier()
        #expect(tree.root.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        for (input, root) in zip(inputs, roots) {
            tree.append(LogDigest.of(([0] + input).span))
            #expect(tree.root.hex == root)
        }
    }

    @Test func rootsAreThoseOfTheDefinitionAtEverySize() {
        var tree = Frontier()
        var leaves: [LogDigest] = []
        for size in 0..<600 {
            #expect(tree.size == UInt64(size))
            #expect(tree.root == naiveRoot(leaves[...]), "\(size)")
            let read = Frontier(size: UInt64(size)) { subtreeRoot($0, leaves) }
            #expect(
                read.root == tree.root && read.subtrees.map(\.root) == tree.subtrees.map(\.root), "\(size)")
            leaves.append(leaf(UInt64(size)))
            tree.append(leaf(UInt64(size)))
            for (height, root) in tree.completed.enumerated() {
                #expect(root == naiveRoot(leaves.suffix(1 << height)[...]), "\(size) \(height)")
            }
            #expect(tree.completed.count == 1 + (size + 1).trailingZeroBitCount)
        }
    }

    @Test func aTreeOfSubtreesIsTheTreeOfTheirLeaves() {
        let leaves = (0..<64 * 5).map { leaf(UInt64($0)) }
        var tree = Frontier()
        for block in 0..<5 {
            tree.append(naiveRoot(leaves[block * 64..<block * 64 + 64]), height: 6)
            #expect(tree.root == naiveRoot(leaves[..<(block * 64 + 64)]))
            #expect(tree.size == UInt64(block * 64 + 64))
        }
    }

    @Test func everyLeafOfEveryTreeIsProved() throws {
        let leaves = (0..<140).map { leaf(UInt64($0)) }
        for size in 1...leaves.count {
            let root = naiveRoot(leaves[..<size])
            for index in 0..<size {
                let proof = try #require(
                    InclusionProof(index: UInt64(index), size: UInt64(size)) { subtreeRoot($0, leaves) })
                #expect(proof.path == naivePath(index, leaves[..<size]), "\(index) of \(size)")
                #expect(proof.root(of: leaves[index]) == root, "\(index) of \(size)")
            }
            let beyond = InclusionProof(index: UInt64(size), size: UInt64(size)) { subtreeRoot($0, leaves) }
            #expect(beyond == nil)
        }
    }

    @Test func aProofOfSomethingElseProvesNothing() throws {
        let leaves = (0..<40).map { leaf(UInt64($0)) }
        for (index, size) in [(0, 1), (0, 2), (6, 7), (5, 8), (32, 33), (17, 40), (39, 40)] {
            let root = naiveRoot(leaves[..<size])
            let (place, count) = (UInt64(index), UInt64(size))
            let proof = try #require(InclusionProof(index: place, size: count) { subtreeRoot($0, leaves) })
            let path = proof.path
            func proves(_ index: UInt64, _ size: UInt64, _ path: [LogDigest], _ leaf: LogDigest) -> Bool {
                InclusionProof(index: index, size: size, path: path).root(of: leaf) == root
            }
            #expect(proves(place, count, path, leaves[index]))
            #expect(!proves(place, count, path, leaf(99)))
            for other in 0..<UInt64(64) where other != place {
                #expect(!proves(other, count, path, leaves[index]), "\(index) of \(size) as \(other)")
            }
            #expect(!proves(place, count, path + [root], leaves[index]))
            #expect(!proves(place, .max, path, leaves[index]) && !proves(.max, .max, path, leaves[index]))
            #expect(!proves(0, 0, path, leaves[index]) && !proves(place, 0, path, leaves[index]))
            for changed in path.indices {
                var other = path
                other[changed] = leaf(77)
                #expect(!proves(place, count, other, leaves[index]))
                other.remove(at: changed)
                #expect(!proves(place, count, other, leaves[index]))
            }
        }
    }
}
