import DiplomaticEvents

/// The drafts of an agreement, in the order in which they came.
struct AgreementDrafts: Sendable {
    struct Draft: Sendable {
        var version: String?
        var tabled: Mark?
        var circulated: Mark?
        var to: [ActorID] = []
        var because: [Revision] = []
        var state = State.current
    }

    enum State: String, Sendable {
        case current, superseded, withdrawn
    }

    private(set) var list: [Draft] = []
    /// The withdrawal that left none.
    private(set) var withdrawal: (fact: Fact<Bool>, bounds: AgreementAct)?

    /// Takes an act about a draft.
    /// - Returns: whether a draft lies on the table by it.
    mutating func take(_ act: AgreementAct) -> Bool {
        guard case .draft(let version, let to) = act.detail else { return false }
        let isOut = act.type == .agreementDraftTabled || act.type == .agreementDraftCirculated
        if isOut {
            put(act, version, to)
            // A draft that may have been there before its withdrawal isn't back.
            if let withdrawal, act.isAfter(withdrawal.bounds.bounds) { self.withdrawal = nil }
            return true
        }
        let isWithdrawn = act.type == .agreementDraftWithdrawn
        if let place = list.lastIndex(where: { isMeant($0, version) }) {
            list[place].state = isWithdrawn ? .withdrawn : .superseded
            list[place].because.append(act.event)
        }
        if isWithdrawn, list.allSatisfy({ $0.state != .current }) {
            withdrawal = (Fact(true, by: act.asStep), act)
        }
        return false
    }

    private mutating func put(_ act: AgreementAct, _ version: String?, _ to: [ActorID]) {
        let place: Int
        if let index = list.lastIndex(where: { isMeant($0, version) }) {
            place = index
        } else {
            place = list.count
            list.append(Draft(version: version))
        }
        list[place].because.append(act.event)
        if act.type == .agreementDraftTabled {
            list[place].tabled = list[place].tabled ?? act.mark
        } else {
            list[place].circulated = list[place].circulated ?? act.mark
            list[place].to = Set(list[place].to + to).sorted()
        }
    }

    /// Whether an act that names a version, or none, is about a draft.
    private func isMeant(_ draft: Draft, _ version: String?) -> Bool {
        guard draft.state == .current else { return false }
        guard let version else { return true }
        return draft.version.map { $0.utf8.elementsEqual(version.utf8) } ?? false
    }
}
