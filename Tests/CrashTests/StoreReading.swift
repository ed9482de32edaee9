import CanonicalJSON
import EventLog

/// How many events of each batch a store holds, and how many the batch had: by the ids and notes that the child
/// gives.
func batches(_ log: EventLog) throws -> [String: (held: Int, size: Int)] {
    try log.read { transaction in
        var batches: [String: (held: Int, size: Int)] = [:]
        for revision in 0..<(try log.head(transaction).revision) {
            let event = try log.event(revision + 1, transaction)
            guard let id = event["id"]?.text, let end = id.lastIndex(of: "."), let note = event["note"]?.text,
                let size = Int(note)
            else { continue }
            batches[String(id[..<end]), default: (0, size)].held += 1
        }
        return batches
    }
}

func append(_ line: String, to log: EventLog) throws -> Receipt {
    var source = EventSource(bytes: Array(line.utf8))
    return try log.append(&source, clock: { 1 })
}
