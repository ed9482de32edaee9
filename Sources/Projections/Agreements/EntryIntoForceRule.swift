import CanonicalJSON
import DiplomaticEvents
import EDTF

/// When an agreement enters into force: "in such manner and upon such date as it may provide" (VCLT 24.1).
struct EntryIntoForceRule: Sendable {
    indirect enum Condition: Sendable {
        case all([Condition])
        case any([Condition])
        /// So many have consented.
        case deposits(Int)
        /// The weights of those who have consented reach a sum.
        case weight([ActorID: Double], least: Double)
        /// Each of these has consented. One whom no event names has no number; it still has to consent.
        case eachOf([ActorID], unnamed: [String])
        /// Everybody who has signed has consented.
        case allSignatories
        /// Instruments or notes have been exchanged.
        case exchange
        /// All parties have signed.
        case signature
        /// The day has come.
        case date(CivilDay)
        /// The default for two parties: both have consented (VCLT 24.2).
        case consentOfBoth
    }

    var condition: Condition
    /// How long after the condition holds.
    var after: CalendarDuration?
    /// Whether it is then put off to the first day of the month that follows.
    var alignsToMonth = false
    /// Those who don't count.
    var excluded: [ActorID] = []

    init(condition: Condition) { self.condition = condition }

    /// `nil` where the value is no rule.
    init?(_ json: JSONValue, _ chronicle: some Chronicle) {
        guard let condition = Self.condition(json, chronicle) else { return nil }
        self.condition = condition
        after = json["after"]?.text.flatMap { try? CalendarDuration(parsing: $0) }
        alignsToMonth = json["align"]?.text == "first-of-month"
        excluded = Self.codes(json["exclude"]).compactMap(chronicle.actor)
    }

    private static func codes(_ json: JSONValue?) -> [String] {
        json?.list?.compactMap(\.text) ?? json?.text.map { [$0] } ?? []
    }

    private static func condition(_ json: JSONValue, _ chronicle: some Chronicle) -> Condition? {
        func parts(_ value: JSONValue) -> [Condition] {
            (value.list ?? []).compactMap { condition($0, chronicle) }
        }
        for member in json.object?.members ?? [] {
            switch member.name {
            case "all": return .all(parts(member.value))
            case "any": return .any(parts(member.value))
            case "deposits": return .deposits(Int(clamping: member.value.integer ?? 0))
            case "weight":
                var table: [ActorID: Double] = [:]
                for entry in member.value["table"]?.object?.members ?? [] {
                    if let actor = chronicle.actor(entry.name) { table[actor] = entry.value.number }
                }
                return .weight(table, least: member.value["min"]?.number ?? 0)
            case "each-of":
                let codes = codes(member.value)
                return .eachOf(
                    codes.compactMap(chronicle.actor), unnamed: codes.filter { chronicle.actor($0) == nil })
            case "all-signatories": return .allSignatories
            case "exchange": return .exchange
            case "signature": return .signature
            case "date": return member.value.text.flatMap(EDTFDate.lastDay).map(Condition.date)
            default: continue
            }
        }
        return nil
    }

    // MARK: Days

    /// The day that follows from the day on which the condition came to hold.
    func day(from met: CivilDay) -> CivilDay {
        aligned(after.map { $0.applied(to: met) } ?? met)
    }

    /// A day, put off to the first of the month that follows it, where the rule says so.
    func aligned(_ day: CivilDay) -> CivilDay { alignsToMonth ? day.firstOfNextMonth : day }

    /// The days that the condition itself names.
    var namedDays: [CivilDay] {
        func days(_ condition: Condition) -> [CivilDay] {
            switch condition {
            case .all(let parts), .any(let parts): parts.flatMap(days)
            case .date(let day): [day]
            default: []
            }
        }
        return days(condition)
    }

    /// The actors that it names.
    var namedActors: [ActorID] {
        func actors(_ condition: Condition) -> [ActorID] {
            switch condition {
            case .all(let parts), .any(let parts): parts.flatMap(actors)
            case .weight(let table, _): Array(table.keys)
            case .eachOf(let actors, _): actors
            default: []
            }
        }
        return actors(condition) + excluded
    }

    /// Whether signatures alone can fulfil it: then to sign is to consent (VCLT 12).
    var bindsBySignature: Bool {
        func binds(_ condition: Condition) -> Bool {
            switch condition {
            case .all(let parts): parts.allSatisfy { binds($0) || isDate($0) } && parts.contains(where: binds)
            case .any(let parts): parts.contains(where: binds)
            case .signature: true
            default: false
            }
        }
        func isDate(_ condition: Condition) -> Bool {
            if case .date = condition { true } else { false }
        }
        return binds(condition)
    }

    // MARK: The condition

    /// Whether the condition holds, nobody having done nothing: no day alone brings an agreement into force
    /// that nobody has signed.
    func holds(_ state: ConsentState) -> Bool { state.isBegun && holds(condition, state) }

    private func counted(_ state: ConsentState) -> Set<ActorID> {
        excluded.isEmpty ? state.consented : state.consented.subtracting(excluded.map(state.heir(of:)))
    }

    private func holds(_ condition: Condition, _ state: ConsentState) -> Bool {
        switch condition {
        case .all(let parts): return parts.allSatisfy { holds($0, state) }
        case .any(let parts): return parts.contains { holds($0, state) }
        case .deposits(let least): return counted(state).count >= least
        // A sum of decimal fractions may fall short by its binary rounding.
        case .weight(let table, let least): return sum(table, state) >= least - 1e-9
        case .eachOf(let actors, let unnamed):
            return unnamed.isEmpty && actors.allSatisfy { state.holds($0, in: state.consented) }
        case .allSignatories:
            let signatories = state.signed.subtracting(excluded)
            return !signatories.isEmpty && signatories.isSubset(of: state.consented)
        case .exchange: return state.isExchanged
        case .signature:
            let signed = state.fullySigned.union(state.consented)
            let expected = Set(state.expected).subtracting(excluded)
            return expected.isEmpty ? signed.count >= 2 : expected.isSubset(of: signed)
        case .date(let day): return state.day >= day
        case .consentOfBoth:
            return state.expected.count >= 2 && state.consented.isSuperset(of: state.expected)
        }
    }

    private func sum(_ table: [ActorID: Double], _ state: ConsentState) -> Double {
        // In the order of codes: floating sums depend on it.
        counted(state).sorted().reduce(0) { sum, actor in
            if let weight = table[actor] { return sum + weight }
            return sum + (state.predecessors(of: actor).lazy.compactMap { table[$0] }.first ?? 0)
        }
    }
}

extension EntryIntoForceRule {
    /// What there is and what is needed, by operator; and who is still awaited, where the rule names them.
    struct Progress {
        var have = JSONObject()
        var need = JSONObject()
        var missing: [String] = []
    }

    func progress(_ state: ConsentState, _ chronicle: some Chronicle) -> Progress {
        var progress = Progress()
        var missing: Set<ActorID> = []
        func count(_ name: String, _ have: Int, of need: Int, isAny: Bool) {
            progress.have[name] = .integer(Int64(have))
            // Of several thresholds of one kind the one that decides: the highest of all, the lowest of any.
            let other = progress.need[name]?.integer.map {
                isAny ? min($0, Int64(need)) : max($0, Int64(need))
            }
            progress.need[name] = .integer(other ?? Int64(need))
        }
        func awaited(_ actors: some Sequence<ActorID>, _ set: Set<ActorID>) {
            missing.formUnion(actors.filter { !state.holds($0, in: set) }.map(state.heir(of:)))
        }
        func take(_ condition: Condition, isAny: Bool) {
            switch condition {
            case .all(let parts): for part in parts { take(part, isAny: false) }
            case .any(let parts): for part in parts { take(part, isAny: true) }
            case .deposits(let least): count("deposits", counted(state).count, of: least, isAny: isAny)
            case .weight(let table, let least):
                progress.have["weight"] = Self.rounded(sum(table, state))
                progress.need["weight"] = Self.rounded(least)
            case .eachOf(let actors, let unnamed):
                let have = actors.count { state.holds($0, in: state.consented) }
                count("each-of", have, of: actors.count + unnamed.count, isAny: isAny)
                awaited(actors, state.consented)
                progress.missing += unnamed
            case .allSignatories:
                let signatories = state.signed.subtracting(excluded)
                let have = signatories.intersection(state.consented).count
                count("all-signatories", have, of: signatories.count, isAny: isAny)
                awaited(signatories, state.consented)
            case .exchange:
                progress.have["exchange"] = .bool(state.isExchanged)
                progress.need["exchange"] = true
            case .signature:
                let signed = state.fullySigned.union(state.consented)
                let expected = state.expected.filter { !excluded.contains($0) }
                let have = expected.isEmpty ? signed.count : expected.count { signed.contains($0) }
                count("signature", have, of: max(expected.count, 2), isAny: isAny)
                awaited(expected, signed)
            case .date(let day):
                progress.have["date"] = .text(min(state.day, day).description)
                progress.need["date"] = .text(day.description)
            case .consentOfBoth:
                let have = state.expected.count { state.consented.contains($0) }
                count("deposits", have, of: state.expected.count, isAny: isAny)
                awaited(state.expected, state.consented)
            }
        }
        take(condition, isAny: false)
        let codes = Set(progress.missing + missing.map(chronicle.code(of:)))
        progress.missing = codes.sorted { $0.precedes($1) }
        return progress
    }

    private static func rounded(_ value: Double) -> JSONValue {
        let rounded = (value * 1_000_000).rounded(.toNearestOrAwayFromZero) / 1_000_000
        return Int64(exactly: rounded).map(JSONValue.integer) ?? .real(rounded)
    }
}
