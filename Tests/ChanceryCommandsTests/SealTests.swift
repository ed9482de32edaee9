import CanonicalJSON
import Foundation
import Testing

@Suite struct SealTests {
    private func place() throws -> (place: Workplace, key: String) {
        let place = try Workplace()
        #expect(place.run("append", "-", input: Line.meeting("a") + Line.meeting("b")).exit == 0)
        let made = place.run("seal", "--new-key", "my.key")
        #expect(made.exit == 0 && made.errors == "")
        return (place, try #require(try made.json["key"]?.text))
    }

    @Test func aKeyFileIsForItsOwnerOnlyAndIsNeverOverwritten() throws {
        let (place, key) = try place()
        #expect(key.hasPrefix("ed25519:") && key.utf8.count == 72)
        let attributes = try FileManager.default.attributesOfItem(atPath: place.folder + "/my.key")
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let text = try place.read("my.key")
        let again = place.run("seal", "--new-key", "my.key")
        #expect(again.exit == 73 && again.errors.contains("stays as it is"))
        #expect(try place.read("my.key") == text)
    }

    @Test func verifyHoldsTheLogAgainstSeals() throws {
        let (place, key) = try place()
        #expect(place.run("seal", "--key", "my.key", "-o", "one.seal").exit == 0)
        #expect(place.run("append", "-", input: Line.meeting("c")).exit == 0)
        place.environment["CHANCERY_KEY"] = "my.key"
        try place.write("two.seal", place.run("seal").output)
        let seal = try parse(place.read("two.seal"))
        #expect(seal["revision"] == 3 && seal["key"]?.text == key)
        #expect(seal["sealed"] == "2026-11-24T12:00:00.000000Z")
        let whole = place.run("verify", "--against", "one.seal", "two.seal", "--trusted-key", key)
        #expect(whole.exit == 0, "\(whole)")
        #expect(try whole.json["ok"] == true && whole.json["seals"] == 2)

        let other = try place.run("seal", "--new-key", "other.key").json["key"]?.text ?? ""
        let strange = place.run("verify", "--against", "one.seal", "--trusted-key", other)
        #expect(strange.exit == 1)
        #expect(try strange.json["findings"]?.list?.count == 1)

        // Another log with the same events is another history: it was recorded under another clock or order.
        let otherLog = place.run(
            "append", "--store", "other", "-", input: Line.meeting("b") + Line.meeting("a"))
        #expect(otherLog.exit == 0)
        let caught = place.run("verify", "--store", "other", "--against", "one.seal", "two.seal")
        #expect(caught.exit == 1)
        let findings = try caught.json["findings"]?.list?.compactMap(\.text) ?? []
        #expect(
            findings.count == 2
                && findings.first?.hasPrefix("one.seal: the log is not what was sealed") == true)
        #expect(findings.last == "two.seal: the log ends at revision 2, before revision 3 that was sealed")
    }

    @Test func aProofIsCheckedWithoutAStore() throws {
        let (place, key) = try place()
        #expect(place.run("seal", "--key", "my.key", "-o", "one.seal").exit == 0)
        #expect(place.run("append", "-", input: Line.meeting("c")).exit == 0)
        #expect(place.run("prove", "a", "--against", "one.seal", "-o", "a.proof").exit == 0)
        let late = place.run("prove", "c", "--against", "one.seal")
        #expect(late.exit == 66 && late.errors.contains("a later seal proves it"))
        #expect(place.run("prove", "none").exit == 66)
        try FileManager.default.removeItem(atPath: place.folder + "/.chancery")

        let checked = place.run("prove", "--check", "a.proof", "--against", "one.seal", "--trusted-key", key)
        #expect(checked.exit == 0, "\(checked)")
        #expect(
            try checked.json["ok"] == true && checked.json["event"] == "a" && checked.json["revision"] == 1)
        let text = try place.read("a.proof")
        try place.write("b.proof", text.replacingOccurrences(of: "2018-03", with: "2018-04"))
        #expect(place.run("prove", "--check", "b.proof", "--against", "one.seal").exit == 65)
        try place.write("c.proof", text.replacingOccurrences(of: "\"revision\":1", with: "\"revision\":2"))
        let wrong = place.run("prove", "--check", "c.proof", "--against", "one.seal")
        #expect(wrong.exit == 1)
        #expect(try wrong.json["ok"] == false)
    }

    @Test func aProofForAnotherRevisionThanTheSealsIsToldAsSuch() throws {
        let (place, _) = try place()
        #expect(place.run("prove", "a", "-o", "a.proof").exit == 0)
        #expect(place.run("append", "-", input: Line.meeting("c")).exit == 0)
        #expect(place.run("seal", "--key", "my.key", "-o", "later.seal").exit == 0)
        let checked = place.run("prove", "--check", "a.proof", "--against", "later.seal")
        #expect(checked.exit == 1 && checked.output.contains("the seal is of revision 3"))
    }

    @Test func theLaterOfTwoSealsIsProvedToExtendTheEarlierWithoutAStore() throws {
        let (place, key) = try place()
        #expect(place.run("seal", "--key", "my.key", "-o", "one.seal").exit == 0)
        #expect(place.run("append", "-", input: Line.meeting("c") + Line.meeting("d")).exit == 0)
        #expect(place.run("seal", "--key", "my.key", "-o", "two.seal").exit == 0)
        #expect(place.run("append", "-", input: Line.meeting("e")).exit == 0)
        #expect(place.run("prove", "--from", "one.seal", "--to", "two.seal", "-o", "p").exit == 0)
        #expect(place.run("prove", "--from", "two.seal", "--to", "one.seal").exit == 64)
        #expect(place.run("prove", "--from", "one.seal").exit == 64)
        #expect(place.run("prove", "a", "--from", "one.seal", "--to", "two.seal").exit == 64)
        try FileManager.default.removeItem(atPath: place.folder + "/.chancery")

        func check(_ proof: String, _ from: String, _ to: String, _ more: String...) -> Outcome {
            place.run(["prove", "--check", proof, "--from", from, "--to", to] + more)
        }
        let checked = check("p", "one.seal", "two.seal", "--trusted-key", key)
        #expect(checked.exit == 0, "\(checked)")
        #expect(try checked.json["ok"] == true && checked.json["to"]?["revision"] == 4)
        #expect(check("p", "two.seal", "one.seal").exit == 1)
        #expect(check("p", "one.seal", "one.seal").exit == 1)
        let text = try place.read("p")
        try place.write("other", text.replacingOccurrences(of: "\"from\":2", with: "\"from\":3"))
        #expect(check("other", "one.seal", "two.seal").exit == 1)
        try place.write("none", text.replacingOccurrences(of: "extension", with: "proof"))
        #expect(check("none", "one.seal", "two.seal").exit == 65)

        // Somebody wrote the history anew before the later seal.
        place.environment["CHANCERY_STORE"] = "forged"
        let forged = Line.meeting("b") + Line.meeting("a") + Line.meeting("c") + Line.meeting("d")
        #expect(place.run("append", "-", input: forged).exit == 0)
        #expect(place.run("seal", "--key", "my.key", "-o", "forged.seal").exit == 0)
        #expect(place.run("prove", "--from", "one.seal", "--to", "forged.seal").exit == 66)
        let caught = check("p", "one.seal", "forged.seal")
        #expect(caught.exit == 1 && caught.output.contains("does not begin with"), "\(caught)")
    }

    @Test func whatIsNoSealKeyOrProofIsRefusedByName() throws {
        let (place, _) = try place()
        try place.write("text", "{")
        try place.write("json", "{}")
        #expect(place.run("seal").exit == 64)
        #expect(place.run("seal", "--key", "none").exit == 66)
        #expect(place.run("seal", "--key", "json").exit == 65)
        #expect(place.run("verify", "--against", "text").exit == 65)
        #expect(place.run("verify", "--against", "json").exit == 65)
        #expect(place.run("verify", "--against", "none").exit == 66)
        #expect(place.run("verify", "--trusted-key", "ed25519:00").exit == 64)
        #expect(place.run("prove").exit == 64)
        #expect(place.run("prove", "a", "--check", "json").exit == 64)
        #expect(place.run("prove", "--check", "json").exit == 64)
        #expect(place.run("prove", "--check", "json", "--against", "json").exit == 65)
    }
}
