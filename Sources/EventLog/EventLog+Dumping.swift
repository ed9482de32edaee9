import CanonicalJSON
import DiplomaticEvents
import EventCoding
import LMDB

extension EventLog {
    /// Writes the whole log as lines of JSON, of one state of the store: each event with its revision, time of recording
    /// and hash, and on the first line what the whole is. ``restore(_:into:progress:)`` makes the same log of it.
    ///
    /// - Parameters:
    ///   - progress: is told how many events have been written, and of how many.
    ///   - write: takes the next bytes.
    /// - Throws: what `write` throws; ``LogError/corrupt(_:)`` where an event is not what was recorded.
    public func dump(
        progress: (UInt64, UInt64) -> Void = { _, _ in }, _ write: ([UInt8]) throws(LogError) -> Void
    ) throws(LogError) {
        try environment.read { (transaction) throws(LogError) in
            let head = try tables.head(transaction)
            var log: DumpedLog? = DumpedLog(
                format: formatVersion, head: head.digest, id: id, revision: head.revision)
            var writer = DumpWriter()
            if head.revision == 0, let log { writer.write(log) }
            var revision: UInt64 = 0
            while revision < head.revision {
                revision += 1
                let event = try tables.recorded(revision, transaction)
                do throws(JSONFault) { try writer.write(event.dumpLine, log: log) } catch {
                    throw .corrupt("the body of revision \(revision) is not JSON: \(error)")
                }
                log = nil
                if writer.bytes.count >= 1 << 16 {
                    try write(writer.bytes)
                    writer.bytes.removeAll(keepingCapacity: true)
                }
                if revision & 0xFFF == 0 { progress(revision, head.revision) }
            }
            try write(writer.bytes)
        }
    }
}

extension RecordedEvent {
    fileprivate var dumpLine: DumpLine {
        DumpLine(
            revision: revision.number, recorded: recorded, hash: leaf, content: content,
            withheld: isWithheld ? contentDigest : nil)
    }
}
