import CanonicalJSON
import DiplomaticEvents
import EDTF

/// What other projections know, as a pair's item shows it.
extension Relations {
    func writeAgreements(
        _ pair: ActorPair, _ view: View, _ chronicle: some Chronicle, into writer: inout CanonicalWriter
    ) throws(ChronicleFault) {
        let found = try surroundings.agreements.agreements(of: pair, on: view.day, chronicle)
        writer.raw("{\"inForce\":")
        writer.write(texts: names(found.inForce, chronicle))
        writer.raw(",\"pending\":")
        writer.write(texts: names(found.pending, chronicle))
        writer.raw(",\"provisional\":")
        writer.write(texts: names(found.provisional, chronicle))
        writer.raw(",\"suspended\":")
        writer.write(texts: names(found.suspended, chronicle))
        writer.raw("}")
    }

    /// The names of subjects, sorted.
    func names(_ subjects: [SubjectID], _ chronicle: some Chronicle) -> [String] {
        subjects.isEmpty ? [] : subjects.map(chronicle.name(of:)).sorted { $0.precedes($1) }
    }

    /// The organisations that one side belongs to and that deal with the other.
    func viaBlocs(
        _ pair: ActorPair, _ view: View, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [String] {
        var blocs: Set<ActorID> = []
        for (member, other) in [(pair.first, pair.second), (pair.second, pair.first)] {
            for bloc in surroundings.memberships.organisations(of: member, on: view.day) {
                guard !blocs.contains(bloc), let tie = ActorPair(bloc, other), tie != pair else {
                    continue
                }
                if try dealWithEachOther(tie, view, chronicle) { blocs.insert(bloc) }
            }
        }
        return blocs.isEmpty ? [] : blocs.sorted().map(chronicle.code(of:))
    }

    /// Whether there are relations, contacts or agreements of any standing between two.
    private func dealWithEachOther(
        _ pair: ActorPair, _ view: View, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> Bool {
        if relationsState(pair) == .established { return true }
        if let contacts = contacts[pair], !contacts.isEmpty { return true }
        let found = try surroundings.agreements.agreements(of: pair, on: view.day, chronicle)
        return !found.inForce.isEmpty || !found.provisional.isEmpty || !found.suspended.isEmpty
            || !found.pending.isEmpty
    }
}
