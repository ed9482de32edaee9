import CanonicalJSON
import Foundation
import Testing

/// Files that the program wrote and reads back: whatever bit of them changes, either it is said that something is
/// wrong, or the answer is what it was.
@Suite struct FlippedFileTests {
    private func place() throws -> Workplace {
        let place = try Workplace()
        #expect(place.run("append", "-", input: Line.meeting("a") + Line.meeting("b")).exit == 0)
        #expect(place.run("seal", "--new-key", "key").exit == 0)
        #expect(place.run("seal", "--key", "key", "-o", "one.seal").exit == 0)
        #expect(place.run("append", "-", input: Line.meeting("c")).exit == 0)
        #expect(place.run("seal", "--key", "key", "-o", "two.seal").exit == 0)
        #expect(place.run("prove", "a", "--against", "two.seal", "-o", "event.proof").exit == 0)
        #expect(place.run("prove", "--from", "one.seal", "--to", "two.seal", "-o", "seals.proof").exit == 0)
        #expect(place.run("dump", "-o", "dump").exit == 0)
        return place
    }

    /// Runs a command with a bit of each byte of a file changed, one after the other; of every `step`-th byte. (All bits
    /// of what is signed or proved are changed where no command has to be run for each: `EventLogTests.SealTests`.)
    ///
    /// - Returns: the bits whose change led to another answer that was given as a good one.
    private func flip(
        _ name: String, in place: Workplace, every step: Int = 1, _ run: (Workplace) -> Outcome
    ) throws -> [String] {
        let file = URL(filePath: place.folder + "/" + name)
        let whole = try Data(contentsOf: file)
        let right = run(place)
        #expect(right.exit == 0 && !right.output.isEmpty, "\(right)")
        var believed: [String] = []
        for offset in stride(from: 0, to: whole.count, by: step) {
            let bit = (offset + offset / 8) % 8
            var broken = whole
            broken[offset] ^= 1 << UInt8(bit)
            try broken.write(to: file)
            let outcome = run(place)
            let isRefused = [1, 64, 65].contains(outcome.exit) && !outcome.errors.isEmpty
            let isFinding = outcome.exit == 1 && (try? outcome.json["ok"]) == false
            if !isRefused, !isFinding, outcome.exit != 0 || outcome.output != right.output {
                believed.append("\(offset).\(bit): \(outcome)")
            }
        }
        try whole.write(to: file)
        return believed
    }

    @Test(arguments: ["one.seal", "two.seal", "seals.proof"])
    func aProofBetweenSealsIsNotBelievedWithABitChanged(_ name: String) throws {
        let believed = try flip(name, in: place()) { place in
            place.run("prove", "--check", "seals.proof", "--from", "one.seal", "--to", "two.seal")
        }
        #expect(believed == [])
    }

    @Test(arguments: ["two.seal", "event.proof"])
    func aProofOfAnEventIsNotBelievedWithABitChanged(_ name: String) throws {
        let believed = try flip(name, in: place()) { place in
            place.run("prove", "--check", "event.proof", "--against", "two.seal")
        }
        #expect(believed == [])
    }

    @Test func aSealWithABitChangedIsFoundWhenTheLogIsHeldAgainstIt() throws {
        let believed = try flip("one.seal", in: place(), every: 3) { place in
            place.run("verify", "--against", "one.seal")
        }
        #expect(believed == [])
    }

    @Test func aKeyFileWithABitChangedSignsNothing() throws {
        let believed = try flip("key", in: place()) { place in place.run("seal", "--key", "key") }
        #expect(believed == [])
    }

    @Test func aDumpWithABitChangedIsNotRestored() throws {
        let place = try place()
        let believed = try flip("dump", in: place, every: 7) { place in
            try? FileManager.default.removeItem(atPath: place.folder + "/restored")
            let restored = place.run("restore", "--store", "restored", "dump")
            // What counts is what is in the store.
            return restored.exit == 0 ? place.run("dump", "--store", "restored") : restored
        }
        #expect(believed == [])
    }
}
