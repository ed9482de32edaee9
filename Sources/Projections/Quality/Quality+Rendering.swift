import CanonicalJSON
import DiplomaticEvents
import EDTF

extension Quality {
    func item(
        _ finding: Finding, _ view: View, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        var accounts: [Account] = []
        for event in finding.events { accounts.append(Account(try chronicle.event(event))) }
        let advice = try Advice(finding, accounts, view, chronicle)
        return [
            "actors": .texts(finding.actors.map(chronicle.code(of:))),
            "advice": ["lines": .list(advice.lines), "what": .text(advice.what)],
            // The first of the events, by which a finding is known although others join it.
            "event": .text(orNull: accounts.first?.id),
            "events": .texts(accounts.map(\.id)),
            "finding": .text(finding.kind.code),
            "message": .text(try message(finding, accounts, view, chronicle)),
            "occurred": .texts(accounts.map(\.occurred)),
            "severity": .text(finding.severity.name),
            "subject": .text(orNull: finding.subject.map(chronicle.name(of:))),
        ]
    }

    /// What is wrong, in a sentence.
    private func message(
        _ finding: Finding, _ accounts: [Account], _ view: View, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> String {
        let type = accounts.first?.type ?? ""
        let subject = finding.subject.map(chronicle.name(of:))
        let actors = Self.listed(finding.actors.map(chronicle.code(of:)))
        let about = [subject, actors.isEmpty ? nil : actors].compactMap { $0 }.joined(separator: ", ")
        switch finding.kind {
        case .conflictingDates:
            return "\(type) (\(about)) is reported with dates that exclude one another: "
                + Self.listed(Self.distinct(accounts.map(\.shownDate)))
        case .likelyDuplicates:
            return "\(accounts.count) events \(type) (\(about)) may be one: "
                + Self.listed(Self.distinct(accounts.map(\.shownDate)))
        case .actorOutsideExistence:
            guard case .outside(let actor, let outside) = finding.cause else { return "" }
            let end = try chronicle.id(of: outside.event)
            return "\(type) of \(accounts.first?.shownDate ?? "") names \(chronicle.code(of: actor)), "
                + (outside.isEarly ? "which did not exist yet" : "which had ended") + " (\(end))"
        case .dateStraddlesDay:
            return
                "\(type) (\(about)) of \(accounts.first?.shownDate ?? "") may have happened by the day or not"
        case .entryIntoForceMismatch, .entryIntoForceUnexplained:
            guard case .agreement(_, let warning) = finding.cause else { return "" }
            return warning.message
        case .staleAgreement:
            guard case .stale(let last) = finding.cause else { return "" }
            return "\(subject ?? "") is on its way and nothing has been heard of it since \(last)"
        case .overdueExpectation:
            guard case .overdue(_, let text) = finding.cause else { return "" }
            return
                "\(subject ?? "") was due\(text.isEmpty ? "" : " " + text), and no event says what came of it"
        }
    }

    /// Up to so many are named in a message; the item lists them all.
    private static let named = 6

    private static func listed(_ texts: [String]) -> String {
        let rest = texts.count - named
        return texts.prefix(named).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private static func distinct(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}

/// An event as one account among others.
struct Account: Sendable {
    let id: String
    let type: String
    /// When it occurred, as written.
    let occurred: String
    let body: JSONObject
    /// How far its source can be trusted, by the Admiralty code: the less the better; 65 without any grade (F6).
    let doubt: Int

    init(_ event: JSONObject) {
        id = event["id"]?.text ?? "?"
        type = event["type"]?.text ?? "?"
        occurred = event["occurred"]?.text ?? ""
        body = event
        let letter = event["source"]?["reliability"]?.text?.utf8.first.map { Int($0) - 0x41 } ?? 5
        let digit = event["source"]?["credibility"]?.integer ?? 6
        doubt = letter * 10 + Int(clamping: digit)
    }

    var shownDate: String { occurred.isEmpty ? "an unknown day" : occurred }
}
