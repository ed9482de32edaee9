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
        /// Each of these has consented.
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
        excluded = Self.actors(json["exclude"], chronicle)
    }

    private static func actors(_ json: JSONValue?, _ chronicle: some Chronicle) -> [ActorID] {
        (json?.list?.compactMap(\.text) ?? json?.text.map { [$0] } ?? []).compactMap(chronicle.actor)
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
            case "each-of": return eachOf(member.value, chronicle)
            case "all-signatories": return .allSignatories
            case "exchange": return .exchange
            case "signature": return .signature
            case "date": return member.value.text.flatMap(EDTFDate.lastDay).map(Condition.date)
            default: continue
            }
        }
        return nil
    }

    /// A code that no event has named yet has no number; it still has to consent, so it must not drop out.
    private static func eachOf(_ json: JSONValue, _ chronicle: some Chronicle) -> Condition {
        let codes = json.list?.compactMap(\.text) ?? json.text.map { [$0] } ?? []
        return .eachOf(
            codes.compactMap(chronicle.actor), unnamed: codes.filter { chronicle.actor($0) == nil })
    }

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
}

/// What a rule is held against on a day.
struct ConsentState: Sendable {
    var consented: Set<ActorID> = []
    var signed: Set<ActorID> = []
    /// Those of them whose signature still waits for its confirmation (VCLT 12.2 b).
    var adReferendum: Set<ActorID> = []
    var expected: [ActorID] = []
    var isExchanged = false
    var day = CivilDay.distantPast
}

extension EntryIntoForceRule {
    func holds(_ state: ConsentState) -> Bool { holds(condition, state) }

    private func counted(_ state: ConsentState) -> Set<ActorID> { state.consented.subtracting(excluded) }

    private func holds(_ condition: Condition, _ state: ConsentState) -> Bool {
        switch condition {
        case .all(let parts): return parts.allSatisfy { holds($0, state) }
        case .any(let parts): return parts.contains { holds($0, state) }
        case .deposits(let least): return counted(state).count >= least
        case .weight(let table, let least): return sum(table, state) >= least - 1e-9
        case .eachOf(let actors, let unnamed):
            return unnamed.isEmpty && state.consented.isSuperset(of: actors)
        case .allSignatories:
            let signatories = state.signed.subtracting(excluded)
            return !signatories.isEmpty && signatories.isSubset(of: state.consented)
        case .exchange: return state.isExchanged
        case .signature:
            let expected = Set(state.expected).subtracting(excluded)
            let signed = state.signed.subtracting(state.adReferendum)
            if expected.isEmpty { return signed.count >= 2 }
            return expected.isSubset(of: signed.union(state.consented))
        case .date(let day): return state.day >= day
        case .consentOfBoth:
            if state.expected.isEmpty { return state.consented.count >= 2 }
            return state.consented.isSuperset(of: state.expected)
        }
    }

    private func sum(_ table: [ActorID: Double], _ state: ConsentState) -> Double {
        // In the order of codes: floating sums depend on it.
        counted(state).sorted().reduce(0) { $0 + (table[$1] ?? 0) }
    }

    /// What there is and what is needed, by operator; and who is still awaited, where the rule names them.
    func progress(
        _ state: ConsentState, _ chronicle: some Chronicle
    ) -> (have: JSONObject, need: JSONObject, missing: [String]) {
        var have = JSONObject()
        var need = JSONObject()
        var missing: [ActorID] = []
        var unnamedMissing: [String] = []
        func real(_ value: Double) -> JSONValue {
            .real((value * 1_000_000).rounded(.toNearestOrAwayFromZero) / 1_000_000)
        }
        func take(_ condition: Condition) {
            switch condition {
            case .all(let parts), .any(let parts): for part in parts { take(part) }
            case .deposits(let least):
                have["deposits"] = .integer(Int64(counted(state).count))
                need["deposits"] = .integer(Int64(least))
            case .weight(let table, let least):
                have["weight"] = real(sum(table, state))
                need["weight"] = real(least)
            case .eachOf(let actors, let unnamed):
                have["each-of"] = .integer(Int64(actors.count { state.consented.contains($0) }))
                need["each-of"] = .integer(Int64(actors.count + unnamed.count))
                missing += actors.filter { !state.consented.contains($0) }
                unnamedMissing += unnamed
            case .allSignatories:
                let signatories = state.signed.subtracting(excluded)
                have["all-signatories"] = .integer(Int64(signatories.intersection(state.consented).count))
                need["all-signatories"] = .integer(Int64(signatories.count))
                missing += signatories.subtracting(state.consented)
            case .exchange:
                have["exchange"] = .bool(state.isExchanged)
                need["exchange"] = true
            case .signature:
                let signed = state.signed.subtracting(state.adReferendum).union(state.consented)
                have["signature"] = .integer(Int64(state.expected.count { signed.contains($0) }))
                need["signature"] = .integer(Int64(state.expected.count))
                missing += state.expected.filter { !signed.contains($0) }
            case .date(let day): need["date"] = .text(day.description)
            case .consentOfBoth:
                have["deposits"] = .integer(Int64(state.expected.count { state.consented.contains($0) }))
                need["deposits"] = .integer(Int64(state.expected.count))
                missing += state.expected.filter { !state.consented.contains($0) }
            }
        }
        take(condition)
        let codes = Set(missing.map(chronicle.code(of:)) + unnamedMissing)
        return (have, need, codes.sorted { $0.precedes($1) })
    }
}
