import DiplomaticEvents
import EDTF

/// Who has done what on a day: what a rule of entry into force is held against.
struct ConsentState: Sendable {
    var consented: Set<ActorID> = []
    /// Signatures of any mode.
    var signed: Set<ActorID> = []
    /// Those of them that are not ad referendum.
    var fullySigned: Set<ActorID> = []
    var expected: [ActorID] = []
    var isExchanged = false
    /// The text of what binds in politics only has been adopted, which is all that it takes.
    var isAdopted = false
    var day = CivilDay.distantPast
    /// For who has ended, whom the rule may still name: who continues it.
    var heirs: [ActorID: ActorID] = [:]

    /// Whether anybody has done anything towards it.
    var isBegun: Bool {
        isExchanged || isAdopted || !consented.isEmpty || !fullySigned.isEmpty
    }

    /// Whether an actor, or who continues it, is in a set.
    func holds(_ actor: ActorID, in set: Set<ActorID>) -> Bool {
        set.contains(actor) || set.contains(heir(of: actor))
    }

    /// Who continues an actor; the actor itself, if nobody does.
    func heir(of actor: ActorID) -> ActorID { heirs[actor] ?? actor }

    /// Those whom an actor continues, in the order of their codes.
    func predecessors(of actor: ActorID) -> [ActorID] {
        heirs.filter { $0.value == actor }.map(\.key).sorted()
    }
}
