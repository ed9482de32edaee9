import ArgumentParser
import CanonicalJSON
import DiplomaticEvents
import EventCoding
import EventLog
import LMDB

/// `chancery prove`
struct Prove: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prove an event to somebody who doesn't have the store, or check such a proof.",
        discussion: """
            A proof holds the event and the hashes that lead from it to the head of the log at one revision: with \
            --against that of a seal, else the present one. Whoever has the seal checks it without a store: exit \
            code 1 where it proves nothing.

            With --from and --to, two seals, the proof is that the log of the later begins with all that was sealed \
            earlier. Whoever has both seals checks it, without a store, too.

            Examples:
              chancery prove paris-agreement-adopted --against 2026.seal -o paris.proof
              chancery prove --check paris.proof --against 2026.seal
              chancery seal --key desk.key -o 2027.seal
              chancery prove --from 2026.seal --to 2027.seal -o 2027.proof
              chancery prove --check 2027.proof --from 2026.seal --to 2027.seal
            """)

    @Argument(help: ArgumentHelp("The event's id.", valueName: "id"), completion: Candidates.ids)
    var id: String?

    @Option(
        help: ArgumentHelp("Check this proof; no store is needed.", valueName: "file"), completion: .file())
    var check: String?

    @Option(help: ArgumentHelp("The seal that the proof is for.", valueName: "file"), completion: .file())
    var against: String?

    @Option(
        help: ArgumentHelp(
            "With --to: the earlier of two seals that the proof is between.", valueName: "file"),
        completion: .file())
    var from: String?

    @Option(help: ArgumentHelp("With --from: the later seal.", valueName: "file"), completion: .file())
    var to: String?

    @Option(
        help: ArgumentHelp(
            "With --check: only a seal of this public key counts (repeatable).", valueName: "ed25519:…"))
    var trustedKey: [String] = []

    @OptionGroup var output: OutputOptions

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        if from != nil || to != nil { return try runBetweenSeals(context) }
        switch (id, check) {
        case (let id?, nil):
            if !trustedKey.isEmpty { throw .usage("--trusted-key goes with --check") }
            try context.deliver(try proof(of: id, context).json, to: output.file)
            return .done
        case (nil, let check?):
            guard let against else { throw .usage("--check needs --against, the seal to check against") }
            return try verdict(check, against, context)
        default:
            throw .usage(
                "prove takes an event's id, --from and --to, or --check with a proof; see 'chancery prove --help'"
            )
        }
    }

    private func proof(of id: String, _ context: Context) throws(Failure) -> EventProof {
        let seal: Seal? = if let against { try SealedFile.seal(against, context) } else { nil }
        let log = try global.openStore(context)
        let found: (revision: UInt64, size: UInt64, proof: EventProof?, fitsSeal: Bool)?
        do {
            found = try log.read { transaction in
                let head = try log.head(transaction).revision
                let size = seal?.revision ?? head
                guard let revision = try log.revision(ofID: id, transaction) else { return nil }
                guard size <= head else { return (revision, size, nil, false) }
                let fits = try seal == nil || log.root(at: size, transaction) == seal?.head
                return (revision, size, try log.proof(ofID: id, at: size, transaction), fits)
            }
        } catch let error as LogError {
            throw Failure(error)
        } catch {
            throw Failure(.fault, "storage", "\(error)")
        }
        guard let found else { throw .missing("no-event", "no event '\(id)' in this log") }
        guard found.fitsSeal else {
            throw Failure(
                .missing, "other-log",
                "the seal is not one of this log as it is; `chancery verify --against` says more")
        }
        guard let proof = found.proof else {
            throw .missing(
                "no-event",
                "'\(id)' stands at revision \(found.revision), after revision \(found.size) that was sealed; "
                    + "a later seal proves it")
        }
        return proof
    }

    private func verdict(_ check: String, _ against: String, _ context: Context) throws(Failure) -> ExitStatus
    {
        let trusted = try TrustedKeys.read(trustedKey)
        let proof = try SealedFile.proof(check, context)
        let seal = try SealedFile.seal(against, context)
        let finding = Self.finding(proof, seal, trusted)
        try context.print([
            "content": .text(proof.content.description), "event": proof.event?["id"] ?? .null,
            "finding": .text(orNull: finding), "key": .text(seal.key.description),
            "log": .text(seal.log), "ok": .bool(finding == nil),
            "recorded": .text(Timestamp.text(proof.recorded)),
            "revision": .integer(Int64(clamping: proof.revision.number)),
            "sealed": .text(Timestamp.text(seal.sealed)),
        ])
        return finding == nil ? .done : .findings
    }

    private static func finding(_ proof: EventProof, _ seal: Seal, _ trusted: Set<PublicSealKey>?) -> String?
    {
        if let finding = finding(seal, trusted) { return finding }
        guard proof.size == seal.revision else {
            return
                "the proof leads to the head at revision \(proof.size), the seal is of revision \(seal.revision): "
                + "`chancery prove ID --against SEAL` makes one that fits"
        }
        guard proof.head == seal.head else {
            return "the proof does not lead to the head that was sealed: the event is not in that history"
        }
        return nil
    }

    /// What is to be said against a seal by itself.
    static func finding(_ seal: Seal, _ trusted: Set<PublicSealKey>?) -> String? {
        guard seal.isSigned else {
            return "the seal's signature is not that of its key: the seal was changed"
        }
        if let trusted, !trusted.contains(seal.key) { return "the seal's key is not trusted" }
        return nil
    }
}

/// The keys whose seals count.
enum TrustedKeys {
    /// - Returns: `nil` where none are named, and any will do.
    static func read(_ texts: [String]) throws(Failure) -> Set<PublicSealKey>? {
        var keys: Set<PublicSealKey> = []
        for text in texts {
            guard let key = PublicSealKey(text) else {
                throw .usage("--trusted-key takes 'ed25519:' and 64 hex digits, not '\(text)'")
            }
            keys.insert(key)
        }
        return texts.isEmpty ? nil : keys
    }
}
