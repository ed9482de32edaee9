import CanonicalJSON
import DiplomaticEvents
import EDTF

/// What to do about a finding: in words, and as lines that `append` takes as they stand.
///
/// A line has no id, so it gets one from its content, and to append it again changes nothing. What a reader knows
/// better (another date, a source) is to be put into it first.
struct Advice {
    let what: String
    let lines: [JSONValue]

    init(
        _ finding: Finding, _ accounts: [Account], _ view: View, _ chronicle: some Chronicle
    ) throws(ChronicleFault) {
        switch finding.kind {
        case .conflictingDates:
            what =
                "Keep the account that holds, here the best by its source's grade, and mark the others as its duplicates; or correct a wrong date."
            lines = Self.duplicates(accounts)
        case .likelyDuplicates:
            what =
                "If they are one event, keep the best account and mark the others as its duplicates; if not, tell them apart by a subject, place or other field."
            lines = Self.duplicates(accounts)
        case .actorOutsideExistence:
            (what, lines) = Self.outside(finding, accounts, chronicle)
        case .dateStraddlesDay:
            what =
                "Put the date that is known by now into patch.occurred; as it stands the line changes nothing."
            lines = accounts.map {
                Self.correction($0.id, ["occurred": .text($0.occurred)], "the date is known more closely")
            }
        case .entryIntoForceMismatch:
            (what, lines) = try Self.mismatch(finding, accounts, chronicle)
        case .entryIntoForceUnexplained:
            what =
                "Append the deposits or signatures that are missing, or correct the rule; until then dispute the statement."
            lines = accounts.filter { $0.type == "agreement.entered-into-force" }.map {
                Self.dispute($0.id, "by the agreement's rule its conditions aren't met")
            }
        case .staleAgreement:
            what = "Append what has happened since; if it has been given up, say so."
            lines = Self.abandonment(finding, view, chronicle)
        case .overdueExpectation:
            what =
                "If it has come true, append the event that was expected; if it hasn't, say that it failed."
            lines = Self.failure(finding, chronicle)
        }
    }

    // MARK: Lines

    /// All accounts but the best are duplicates of it.
    private static func duplicates(_ accounts: [Account]) -> [JSONValue] {
        func precedes(_ one: Account, _ other: Account) -> Bool {
            if one.doubt != other.doubt { return one.doubt < other.doubt }
            // Of two that are trusted alike the one that says more, else the one that sorts first.
            let (length, otherLength) = (one.body.members.count, other.body.members.count)
            return length == otherLength ? one.id.precedes(other.id) : length > otherLength
        }
        guard let best = accounts.min(by: precedes) else { return [] }
        return accounts.filter { !$0.id.isSame(as: best.id) }.map {
            line("record.duplicate-of", ["canonical": .text(best.id), "target": .text($0.id)])
        }
    }

    /// Another actor in the place of the one that wasn't there, where one was.
    private static func outside(
        _ finding: Finding, _ accounts: [Account], _ chronicle: some Chronicle
    ) -> (String, [JSONValue]) {
        guard case .outside(let actor, let outside) = finding.cause, let account = accounts.first else {
            return ("", [])
        }
        let code = chronicle.code(of: actor)
        let reason = "\(code) \(outside.isEarly ? "did not exist yet" : "had ended") on that day"
        if let instead = outside.instead.map(chronicle.code(of:)),
            let actors = replacing(code, by: instead, in: account.body["actors"])
        {
            return (
                "Name \(instead), which was there at the time, if it is meant; or correct the date.",
                [correction(account.id, ["actors": actors], reason)]
            )
        }
        return (
            "Correct the date or the actor, or the definition that says when it existed; until then dispute the event.",
            [dispute(account.id, reason)]
        )
    }

    /// The roles that change; `nil` where the other one is named already.
    private static func replacing(
        _ code: String, by instead: String, in actors: JSONValue?
    ) -> JSONValue? {
        var changed: [JSONObject.Member] = []
        for member in actors?.object?.members ?? [] {
            let codes = member.value.text.map { [$0] } ?? member.value.list?.compactMap(\.text) ?? []
            if codes.contains(instead) { return nil }
            guard codes.contains(code) else { continue }
            let new = codes.map { $0 == code ? instead : $0 }
            changed.append(
                JSONObject.Member(
                    name: member.name, value: member.value.text == nil ? .texts(new) : .text(instead)))
        }
        return changed.isEmpty ? nil : .object(JSONObject(changed))
    }

    /// The stated day gives way to the one that follows from the rule.
    private static func mismatch(
        _ finding: Finding, _ accounts: [Account], _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> (String, [JSONValue]) {
        guard case .agreement(let reckoning, _) = finding.cause, let derived = reckoning.force.derived,
            let day = try derived.json(chronicle).text
        else { return ("", []) }
        let lines = accounts.filter { $0.type == "agreement.entered-into-force" }.map { account in
            let field = account.body["effective"] == nil ? "occurred" : "effective"
            return correction(
                account.id, .object(JSONObject([JSONObject.Member(name: field, value: .text(day))])),
                "by the agreement's rule it entered into force then")
        }
        return (
            "Find out which holds. If the rule does, correct the statement; if the statement does, correct the rule or add the deposits that are missing.",
            lines
        )
    }

    private static func abandonment(
        _ finding: Finding, _ view: View, _ chronicle: some Chronicle
    ) -> [JSONValue] {
        guard case .stale(let last) = finding.cause, let subject = finding.subject else { return [] }
        return [
            [
                "occurred": .text("[\(last.adding(days: 1))..\(view.day)]"),
                "subject": .text(chronicle.name(of: subject)), "type": "agreement.abandoned",
            ]
        ]
    }

    private static func failure(_ finding: Finding, _ chronicle: some Chronicle) -> [JSONValue] {
        guard case .overdue(let due, _) = finding.cause, let subject = finding.subject else { return [] }
        return [
            [
                "occurred": .text(due.adding(days: 1).description),
                "subject": .text(chronicle.name(of: subject)), "type": "expectation.failed",
            ]
        ]
    }

    private static func correction(_ target: String, _ patch: JSONValue, _ reason: String) -> JSONValue {
        line("record.corrected", ["patch": patch, "reason": .text(reason), "target": .text(target)])
    }

    private static func dispute(_ target: String, _ reason: String) -> JSONValue {
        line("record.disputed", ["reason": .text(reason), "target": .text(target)])
    }

    private static func line(_ type: String, _ data: JSONValue) -> JSONValue {
        ["data": data, "type": .text(type)]
    }
}
