import DiplomaticEvents
import EDTF

/// When an agreement enters into force, as far as what its parties have done and its rule tell.
struct EntryIntoForce: Sendable {
    /// The day on which the rule's condition came to hold, and has held since. It lies ahead where only a day
    /// that the rule names is still to come.
    private(set) var met: VagueDay?
    /// The acts of that day, and the last of them.
    private(set) var decidedBy: [Revision] = []
    private(set) var decidedMark: Mark?
    /// The day that follows by the rule.
    private(set) var derived: VagueDay?
    /// The day that counts: the asserted one goes before the derived one.
    private(set) var date: VagueDay?

    init() {}

    init(_ reckoning: AgreementReckoning) {
        if let rule = reckoning.rule { derive(rule, reckoning) }
        date = reckoning.asserted?.when ?? derived ?? reckoning.bindingCompletion?.when
    }

    private mutating func derive(_ rule: EntryIntoForceRule, _ reckoning: AgreementReckoning) {
        let changes = Change.all(reckoning)
        guard let late = Self.met(rule, reckoning, changes, isLate: true) else { return }
        (decidedBy, decidedMark) = (late.events, late.mark)
        var early = late.day
        if changes.contains(where: { $0.when.earliest != $0.when.latest }) {
            early = Self.met(rule, reckoning, changes, isLate: false)?.day ?? late.day
        }
        var met = VagueDay(earliest: early, latest: late.day)
        // A vague day that is the deciding act's own is given as its source wrote it.
        if early < late.day, let own = late.when, own.earliest == early, own.latest == late.day { met = own }
        self.met = met
        let moved = met.moved(rule.day)
        derived = moved.earliest == met.earliest && moved.latest == met.latest ? met : moved
    }

    // MARK: The day on which the condition came to hold

    /// Something that changes who has consented, signed or exchanged.
    private struct Change {
        enum Kind {
            case consents(ActorID), consentsNoMore(ActorID)
            case signs(ActorID), signsFully(ActorID), signsNoMore(ActorID)
            case exchanges
        }
        let kind: Kind
        let when: VagueDay
        let events: [Revision]
        let mark: Mark?

        var isGain: Bool {
            switch kind {
            case .consentsNoMore, .signsNoMore: false
            default: true
            }
        }

        static func all(_ reckoning: AgreementReckoning) -> [Change] {
            var changes: [Change] = []
            func add<Value>(_ kind: Kind, _ fact: Fact<Value>, _ when: VagueDay) {
                // Of reasons that have joined later, the first brought it about.
                changes.append(
                    Change(kind: kind, when: when, events: Array(fact.because.prefix(1)), mark: fact.since))
            }
            func lose(_ kind: Kind, _ end: PartyRow.Ending) { add(kind, end.fact, end.when) }
            for (actor, row) in reckoning.rows.sorted(by: { $0.key < $1.key }) {
                for spell in row.former {
                    add(.consents(actor), spell.consent.fact, spell.consent.when)
                    lose(.consentsNoMore(actor), spell.end)
                }
                if let consent = row.consent {
                    add(.consents(actor), consent.fact, consent.when)
                    for end in [row.revoked, row.withdrawn, row.lapsed] {
                        if let end { lose(.consentsNoMore(actor), end) }
                    }
                }
                if let signature = row.signature {
                    add(.signs(actor), signature.fact, signature.when)
                    if let full = signature.full { add(.signsFully(actor), signature.fact, full) }
                    for end in [row.disavowed, row.lapsed] {
                        if let end { lose(.signsNoMore(actor), end) }
                    }
                }
            }
            if let exchange = reckoning.exchange { add(.exchanges, exchange.fact, exchange.when) }
            return changes
        }

        func apply(to state: inout ConsentState) {
            switch kind {
            case .consents(let actor): state.consented.insert(actor)
            case .consentsNoMore(let actor): state.consented.remove(actor)
            case .signs(let actor): state.signed.insert(actor)
            case .signsFully(let actor): state.fullySigned.insert(actor)
            case .signsNoMore(let actor):
                state.signed.remove(actor)
                state.fullySigned.remove(actor)
            case .exchanges: state.isExchanged = true
            }
        }
    }

    /// The day on which the rule's condition came to hold for good. What is lost before the entry into force
    /// lowers the count again; once in force it stays so, whatever falls away (VCLT 55).
    ///
    /// - Parameter isLate: whether each act is taken to have happened on the last of its possible days; else
    ///   what counts on the first of them and what is lost on the last.
    private static func met(
        _ rule: EntryIntoForceRule, _ reckoning: AgreementReckoning, _ changes: [Change], isLate: Bool
    ) -> (day: CivilDay, events: [Revision], mark: Mark?, when: VagueDay?)? {
        func day(_ change: Change) -> CivilDay {
            isLate || !change.isGain ? change.when.latest : change.when.earliest
        }
        let sorted = changes.indices.sorted { (day(changes[$0]), $0) < (day(changes[$1]), $1) }
        let days = Set(sorted.map { day(changes[$0]) }).union(rule.namedDays)
        var state = reckoning.emptyState
        var found: (day: CivilDay, events: [Revision], mark: Mark?, when: VagueDay?)?
        var next = 0
        for today in days.sorted() {
            if let found {
                // In force before anything else happened, by the rule or since somebody said so.
                if rule.day(from: found.day) <= today { return found }
                if let asserted = reckoning.asserted, asserted.when.latest <= today { return found }
            }
            var gains: [Change] = []
            while next < sorted.count, day(changes[sorted[next]]) <= today {
                let change = changes[sorted[next]]
                change.apply(to: &state)
                if change.isGain { gains.append(change) }
                next += 1
            }
            state.day = today
            guard rule.holds(state) else {
                found = nil
                continue
            }
            if found == nil {
                let deciding = gains.filter(Self.isDeciding(rule))
                let last = deciding.last
                found = (today, Array(Set(deciding.flatMap(\.events))).sorted(), last?.mark, last?.when)
            }
        }
        return found
    }

    /// What counts for a rule: signatures only where to sign is to consent.
    private static func isDeciding(_ rule: EntryIntoForceRule) -> (Change) -> Bool {
        { change in
            switch change.kind {
            case .consents, .exchanges: true
            case .signsFully: rule.bindsBySignature
            default: false
            }
        }
    }

    // MARK: Parties

    /// From when a consent binds: the founders' when the agreement enters into force, later ones after the time
    /// that the agreement gives them, and nobody's before the agreement itself (VCLT 24.3).
    func boundFrom(_ when: VagueDay, effective: VagueDay?, _ reckoning: AgreementReckoning) -> VagueDay? {
        guard let date else {
            // Of an agreement whose rule is unknown only the deposit itself says from when it binds.
            return reckoning.rule == nil ? effective : nil
        }
        if let effective { return effective.orLater(date) }
        if when.latest <= min(met?.latest ?? date.latest, date.latest) { return date }
        let definition = reckoning.definition
        let later = when.moved { day in
            let bound = definition?.laterParty?.applied(to: day) ?? day
            return definition?.rule?.aligned(bound) ?? bound
        }
        // At once is on the day that its source gives.
        return (later.latest == when.latest ? when : later).orLater(date)
    }
}
