import CanonicalJSON
import EventCoding
import EventLog
import LMDB

/// `chancery prove --from … --to …`
extension Prove {
    func runBetweenSeals(_ context: Context) throws(Failure) -> ExitStatus {
        guard let from, let to else { throw .usage("--from and --to go together, each with a seal") }
        if id != nil || against != nil {
            throw .usage("--from and --to prove no event; leave out the id and --against")
        }
        let trusted = try TrustedKeys.read(trustedKey)
        let earlier = try SealedFile.seal(from, context)
        let later = try SealedFile.seal(to, context)
        if let check {
            let proof = try SealedFile.proofBetweenSeals(check, context)
            let finding = Self.finding(proof, earlier, later, trusted)
            try context.print([
                "finding": .text(orNull: finding), "from": Self.told(earlier), "ok": .bool(finding == nil),
                "to": Self.told(later),
            ])
            return finding == nil ? .done : .findings
        }
        if trusted != nil { throw .usage("--trusted-key goes with --check") }
        guard earlier.revision <= later.revision else {
            throw .usage(
                "--from is of revision \(earlier.revision) and --to of \(later.revision): exchange the two")
        }
        try context.deliver(try proof(from: earlier, to: later, context).json, to: output.file)
        return .done
    }

    private func proof(
        from earlier: Seal, to later: Seal, _ context: Context
    ) throws(Failure) -> ExtensionProof {
        let log = try global.openStore(context)
        let proof: ExtensionProof?
        do {
            proof = try log.read { transaction in
                guard
                    let proof = try log.proof(from: earlier.revision, to: later.revision, transaction),
                    try log.root(at: earlier.revision, transaction) == earlier.head,
                    try log.root(at: later.revision, transaction) == later.head
                else { return nil }
                return proof
            }
        } catch let error as LogError {
            throw Failure(error)
        } catch {
            throw Failure(.fault, "storage", "\(error)")
        }
        guard let proof else {
            throw Failure(
                .missing, "other-log",
                "the seals are not both of this log as it is; `chancery verify --against` says more")
        }
        return proof
    }

    private static func told(_ seal: Seal) -> JSONValue {
        [
            "key": .text(seal.key.description), "log": .text(seal.log),
            "revision": .integer(Int64(clamping: seal.revision)),
            "sealed": .text(Timestamp.text(seal.sealed)),
        ]
    }

    private static func finding(
        _ proof: ExtensionProof, _ earlier: Seal, _ later: Seal, _ trusted: Set<PublicSealKey>?
    ) -> String? {
        if let finding = finding(earlier, trusted) { return "--from: \(finding)" }
        if let finding = finding(later, trusted) { return "--to: \(finding)" }
        guard proof.from == earlier.revision, proof.to == later.revision else {
            return
                "the proof is between revisions \(proof.from) and \(proof.to), the seals are of \(earlier.revision) "
                + "and \(later.revision): `chancery prove --from SEAL --to SEAL` makes one that fits"
        }
        guard proof.holds(from: earlier.head, to: later.head) else {
            return
                "the history that was sealed later does not begin with the one that was sealed earlier, as far as this "
                + "proof tells"
        }
        return nil
    }
}
