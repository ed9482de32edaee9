import DiplomaticEvents
public import EventCoding
public import LMDB

/// What can be shown to others: proofs of single events, and whether the log is still what was sealed.
extension EventLog {
    /// The event with an id, and the proof that it stands in the log; `nil` where the log has no such event, or got it
    /// only after `size`.
    ///
    /// - Parameter size: the revision whose head the proof leads to; no greater than the head's.
    public func proof(
        ofID id: String, at size: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> EventProof? {
        guard let revision = try revision(ofID: id, transaction), revision <= size else { return nil }
        let recorded = try recorded(revision, transaction)
        let inclusion = try InclusionProof(index: revision - 1, size: size) { (subtree) throws(LogError) in
            try tables.root(of: subtree, transaction)
        }
        guard let inclusion else { return nil }
        let proof = EventProof(
            log: self.id, event: recorded.isWithheld ? nil : try event(revision, transaction),
            content: recorded.contentDigest,
            recorded: recorded.recorded, inclusion: inclusion)
        guard try proof.head == root(at: size, transaction) else {
            throw .corrupt("the tree does not lead from revision \(revision) to the head at \(size)")
        }
        return proof
    }

    /// The proof that the log at one revision begins with what it was at another; `nil` where it hasn't come so far.
    ///
    /// - Parameters:
    ///   - from: no greater than `to`.
    public func proof(
        from: UInt64, to: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> ExtensionProof? {
        guard try to <= head(transaction).revision else { return nil }
        let consistency = try ConsistencyProof(earlier: from, later: to) { (subtree) throws(LogError) in
            try tables.root(of: subtree, transaction)
        }
        return consistency.map { ExtensionProof(log: id, consistency: $0) }
    }
}

extension VerificationReport {
    /// What is to be said against the log by a seal; `nil` where the log still holds the history that was sealed.
    ///
    /// - Parameter trusted: the keys whose seals count; `nil` for any.
    public func finding(against seal: Seal, trusted: Set<PublicSealKey>? = nil) -> String? {
        guard seal.isSigned else { return "its signature is not that of its key: the seal was changed" }
        if let trusted, !trusted.contains(seal.key) { return "its key \(seal.key) is not trusted" }
        guard seal.revision <= head.revision else {
            return
                "the log ends at revision \(head.revision), before revision \(seal.revision) that was sealed"
        }
        guard roots[seal.revision] == seal.head else {
            return "the log is not what was sealed: some event up to revision \(seal.revision) is another now"
        }
        return nil
    }
}
