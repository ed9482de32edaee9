public import CanonicalJSON
public import DiplomaticEvents

/// A value that was folded from events, with its reasons.
public struct Fact<Value: Hashable & Sendable>: Sendable {
    /// What is so.
    public private(set) var value: Value
    /// Since when; `nil` for a value that no event has brought about.
    public private(set) var since: Mark?
    /// The events that brought it about or found it so already, in fold order.
    public private(set) var because: [Revision]

    /// A value to start from.
    public init(_ value: Value) {
        self.value = value
        since = nil
        because = []
    }

    /// A value that a step brings about.
    public init(_ value: Value, by step: Step) {
        self.value = value
        since = step.mark
        because = [step.event]
    }

    /// Takes on a value. A step that finds it reached already changes nothing but joins the reasons.
    public mutating func become(_ new: Value, by step: Step) {
        if value == new, since != nil {
            join(step)
        } else {
            self = Fact(new, by: step)
        }
    }

    /// Another value with the same reasons.
    init<Other>(_ value: Value, like other: Fact<Other>) {
        self.value = value
        since = other.since
        because = other.because
    }

    /// Takes another's reasons in.
    mutating func join(_ other: Fact<Value>) {
        for event in other.because where !because.contains(event) { because.append(event) }
    }

    /// Joins the reasons without changing anything.
    public mutating func join(_ step: Step) {
        if !because.contains(step.event) { because.append(step.event) }
    }

    /// `since` and `because` as every folded value shows them.
    public func reasons(_ chronicle: some Chronicle) throws(ChronicleFault) -> [JSONObject.Member] {
        [
            JSONObject.Member(name: "because", value: try chronicle.ids(because)),
            JSONObject.Member(name: "since", value: try since.json(chronicle)),
        ]
    }
}

extension Optional<Mark> {
    /// The date as written; `null` for none.
    public func json(_ chronicle: some Chronicle) throws(ChronicleFault) -> JSONValue {
        guard let self else { return .null }
        return .text(try chronicle.date(self))
    }
}
