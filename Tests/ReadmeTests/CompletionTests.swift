import Foundation
import Testing

/// What shells offer: asked of a real one.
@Suite struct CompletionTests {
    @Test(arguments: ["bash", "zsh", "fish"])
    func theScriptIsOneOfItsShell(shell: String) throws {
        let folder = try ExampleFolder()
        let script = try folder.run("chancery", ["completion", shell])
        #expect(script.status == 0)
        #expect(script.output.contains("pending-agreements") == false, "projections are asked for, not kept")
        guard ExampleFolder.finds(shell) else { return }
        let check = try folder.bash("chancery completion \(shell) > script && \(shell) -n script")
        #expect(check.status == 0 && check.errors.isEmpty, "\(check.errors)")
    }

    @Test func anUnknownShellIsRefused() throws {
        let refused = try ExampleFolder().run("chancery", ["completion", "tcsh"])
        #expect(refused.status == 64)
        #expect(refused.errors.contains("bash"))
    }

    private static let questions: [(words: [String], offered: [String], notOffered: [String])] = [
        (["ver"], ["verify"], ["view"]),
        (["export", "pend"], ["pending-agreements", "pending-parties"], ["relations"]),
        (["diff", "rel"], ["relations"], []),
        (["record", "agreement.sign"], ["agreement.signed", "agreement.signature-confirmed"], []),
        (["log", "--type", "membership."], ["membership.*", "membership.joined"], []),
        (["actors", "RU"], ["RUS"], ["ASEAN"]),
        (["export", "relations", "--actor", "AS"], ["ASEAN"], ["RUS"]),
        (["export", "relations", "--pair", "ASE"], ["ASEAN"], []),
        (["log", "--subject", "agreement/asean-russia"], ["agreement/asean-russia-ict"], []),
        (["log", "--store", "desk", "--subject", "agreement/"], ["agreement/asean-russia-ict"], []),
        (["export", "agreements", "--agreement", "asean-"], ["asean-russia-ict"], []),
        (
            ["show", "asean-russia-2018-dr"], ["asean-russia-2018-draft-circulated"],
            ["asean-russia-2018-meeting"]
        ),
        (["export", "relations", "--format", ""], ["csv", "json", "ndjson"], []),
        (["export", "relations", "--dates", "p"], ["possible"], ["certain"]),
        (["completion", "f"], ["fish"], ["bash"]),
        (["record", "meeting.held", "--confidence", ""], ["high", "low", "moderate"], []),
    ]

    @Test func bashOffersWhatTheStoreAndTheCatalogueHold() throws {
        let folder = try ExampleFolder()
        _ = try folder.bash("chancery append Events/asean-russia-2018.ndjson && ln -s .chancery desk")
        for question in Self.questions {
            let offered = try Self.offered(question.words, folder)
            for word in question.offered { #expect(offered.contains(word), "\(question.words): \(offered)") }
            for word in question.notOffered {
                #expect(!offered.contains(word), "\(question.words): \(offered)")
            }
        }
    }

    @Test func withoutAStoreTheRestIsOfferedAllTheSame() throws {
        let folder = try ExampleFolder()
        #expect(try Self.offered(["actors", "FR"], folder).contains("FRA"))
        #expect(try Self.offered(["log", "--subject", "agreement/"], folder).isEmpty)
        #expect(try Self.offered(["show", "a"], folder).isEmpty)
    }

    /// What bash puts into its list of words when the key is pressed at the end of the last word.
    private static func offered(_ words: [String], _ folder: ExampleFolder) throws -> [String] {
        let quoted = (["chancery"] + words).map { "'\($0)'" }.joined(separator: " ")
        let done = try folder.run(
            "bash",
            [
                "-c",
                """
                source <(chancery completion bash)
                COMP_WORDS=(\(quoted)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
                _chancery chancery "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
                printf '%s\\n' "${COMPREPLY[@]}"
                """,
            ])
        #expect(done.status == 0, "\(words): \(done.errors)")
        return done.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
