import DiplomaticEvents
import EDTF

/// A folded value that knows what its history lacks.
///
/// Steps fold by the day on which they surely have happened, so what is vaguely dated folds late: an opening
/// "some time in 1990" comes after the closing of 6 June that it must have gone before. A closing that came
/// upon nothing to close has therefore shown that an opening is missing; the vague opening, when it comes,
/// fills that gap and does not throw the subject back.
struct Standing<Value: Hashable & Sendable>: Sendable {
    private(set) var fact: Fact<Value>
    /// The last instant at which the last change may have happened.
    private(set) var latest = Instant.distantPast
    /// The values one of which must have been there before ``latest``, though no event has said so yet.
    private var missing: [Value] = []

    init(_ value: Value) { fact = Fact(value) }

    var value: Value { fact.value }

    /// Whether any event has brought the value about.
    var isFolded: Bool { fact.since != nil || !fact.because.isEmpty }

    /// Takes on a value; a step that finds it reached already joins the reasons.
    /// - Parameter before: the values that such a step presupposes; none if it may come upon any.
    /// - Returns: whether the value has changed.
    @discardableResult
    mutating func become(_ new: Value, by step: Step, from before: [Value] = []) -> Bool {
        let isExpected = before.isEmpty || before.contains(value)
        if value == new, isFolded {
            fact.join(step)
            if !isExpected { lack(before, step) }
            return false
        }
        if missing.contains(new), mayPrecede(step) {
            missing = []
            return false
        }
        missing = []
        fact = Fact(new, by: step)
        latest = step.bounds.latest
        if !isExpected { lack(before, step) }
        return true
    }

    /// Whether a step that folds now may have happened before what made the present value.
    func mayPrecede(_ step: Step) -> Bool { isFolded && step.bounds.earliest <= latest }

    mutating func join(_ step: Step) { fact.join(step) }

    private mutating func lack(_ values: [Value], _ step: Step) {
        missing = values
        latest = max(latest, step.bounds.latest)
    }
}
