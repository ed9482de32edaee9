public import DiplomaticEvents

extension StoredBody {
    /// The canonical JSON of a record, checked against its leaf, where it stands.
    ///
    /// - Returns: its place in the record; `nil` where the bytes are not those that were recorded at the revision.
    public static func checkedContent(_ record: Span<UInt8>, revision: Revision) -> Range<Int>? {
        guard record.count > prefix else { return nil }
        let start = contentStart(record)
        let recorded = Int64(bitPattern: record.littleEndian64(at: LogDigest.size))
        let digest =
            isWithheld(record)
            ? withheldDigest(record) : LogDigest.of(record.extracting(start..<record.count))
        guard let digest,
            LogDigest(record)
                == MerkleTree.leaf(revision: revision, recorded: recorded, content: digest)
        else { return nil }
        return start..<record.count
    }
}
