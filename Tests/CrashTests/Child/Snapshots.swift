import EDTF
import EventCoding
import EventLog
import Replay

private func lens(through revision: UInt64? = nil) throws -> Lens {
    Lens(asOf: try LensDate("2019-01-01"), atRevision: revision)
}

/// Keeps what every projection says, again and again, and says the name of each snapshot that is done.
func buildSnapshots(_ path: String, count: Int) throws {
    let replayer = Replayer(try EventLog.open(path: path))
    for _ in 0..<count {
        for name in ProjectionRegistry.builtIn.kept {
            say(try replayer.buildSnapshot(name, try lens()).name)
        }
    }
}

/// Keeps snapshots while others append, until there are so many events: each answer that is given from one is, to the
/// byte, that of a whole replay at the same revision. Says how many it kept.
func keepAmongOthers(_ path: String, until events: UInt64) throws {
    let log = try EventLog.open(path: path)
    var question = Question()
    question.asText = true
    var (revision, built) = (UInt64(0), 0)
    while revision < events {
        for name in ["meetings", "relations"] {
            do {
                _ = try Replayer(log).buildSnapshot(name, try lens())
                built += 1
            } catch ReplayError.log(.tryAgain) {
                continue
            }
            revision = try log.read { transaction in try log.head(transaction).revision }
            let kept = try Replayer(log).answer(name, question, try lens(through: revision)).text()
            let replayed = try Replayer(log, usesSnapshots: false)
                .answer(name, question, try lens(through: revision)).text()
            guard kept == replayed else { throw ChildFault.changed }
        }
    }
    say("\(built > 1)")
}
