import CanonicalJSON
import DiplomaticEvents
import EDTF

/// What other projections know of a pair: its treaties, the organisations its sides belong to, incidents and
/// expectations.
struct Surroundings: Sendable {
    static let folds = Agreements.folds.union(Memberships.folds).union(Incidents.folds).union(
        Expectations.folds)

    /// Without what is expected of each: that is folded below, once.
    private(set) var agreements = Agreements(withExpectations: false)
    private(set) var memberships = Memberships()
    private(set) var incidents = Incidents()
    private(set) var expectations = Expectations()
    /// The agreements that any event is about.
    private var subjects: Set<SubjectID> = []

    mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        if Agreements.folds.contains(step.type) {
            try agreements.fold(step, chronicle)
            if step.type >= .agreementDefined, step.type <= .agreementAbandoned, let subject = step.subject {
                subjects.insert(subject)
            }
        }
        if Memberships.folds.contains(step.type) { try memberships.fold(step, chronicle) }
        if Incidents.folds.contains(step.type) { try incidents.fold(step, chronicle) }
        if Expectations.folds.contains(step.type) { try expectations.fold(step, chronicle) }
    }

    /// Adds the pairs that agreements tie.
    func tie(_ pairs: inout Set<ActorPair>) {
        for subject in subjects { pairs.formUnion(agreements.pairsTied(by: subject)) }
    }
}
