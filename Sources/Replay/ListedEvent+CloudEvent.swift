public import CanonicalJSON
import EventCoding

extension ListedEvent {
    /// The event in the envelope of CloudEvents 1.0.
    ///
    /// - Parameter log: the log's id.
    public func cloudEvent(log: String) -> JSONValue {
        .object(CloudEvent.wrapped(event, log: log, revision: revision, recorded: recorded))
    }
}
