import Replay

/// Which columns a projection has as CSV: always the same, whatever items there are.
///
/// A column is named by its value's path within an item. Of an object that may be `null`, all columns are then empty.
enum CSVColumns {
    struct Column {
        let name: String
        let form: Form
        /// The members that lead to the value.
        let path: [String]

        init(_ name: String, _ form: Form) {
            self.name = name
            self.form = form
            path = name.split(separator: ".").map(String.init)
        }
    }

    enum Form {
        /// A text, number or truth value as it is; what is neither as JSON.
        case plain
        /// Codes, ids, subjects or states, none of which can hold a `;`: joined by it.
        case list
    }

    /// What the lens was, behind the columns of every projection.
    static let lens = plain(
        "lens.asOf", "lens.atRevision", "lens.dates", "lens.recordedBy", "lens.reportedBy")

    /// The columns of what a question asks of a projection.
    static func of(_ projection: String, _ question: Question) -> [Column] {
        if projection == "expectations", question.bySource { return bySource }
        if projection == "quality", question.countsOnly { return counts }
        return of(projection)
    }

    /// The columns of a projection's items.
    static func of(_ projection: String) -> [Column] { known[projection] ?? plain("item") }

    /// The other forms that items can be asked for in: the option, and the columns.
    static func others(_ projection: String) -> [(option: String, columns: [Column])] {
        switch projection {
        case "expectations": [("--by-source", bySource)]
        case "quality": [("--count", counts)]
        default: []
        }
    }

    private static func plain(_ names: String...) -> [Column] { names.map { Column($0, .plain) } }
    private static func lists(_ names: String...) -> [Column] { names.map { Column($0, .list) } }

    /// A value with its reasons: the value, since when, because of what, and how surely.
    private static func fact(_ prefix: String, _ value: String, also: String...) -> [Column] {
        plain("\(prefix)\(value)") + also.map { Column(prefix + $0, .plain) } + plain("\(prefix)since")
            + lists("\(prefix)because") + plain("\(prefix)certain") + lists("\(prefix)mayBe")
    }

    private static let bySource = plain("source", "total", "likelihoods")
    private static let counts = plain("finding", "count", "high", "medium", "low")

    private static let agreements: [Column] =
        plain("agreement", "title", "kind") + fact("", "status")
        + plain(
            "counts.expected", "counts.signed", "counts.consented", "counts.bound",
            "entryIntoForce.conditionsMet", "entryIntoForce.date", "entryIntoForce.asserted",
            "entryIntoForce.have", "entryIntoForce.need")
        + lists("entryIntoForce.missing")
        + plain("entryIntoForce.rule", "provisional.since", "provisional.until")
        + lists("provisional.because")
        + plain("suspension.since") + lists("suspension.by", "suspension.because")
        + plain(
            "termUntil", "pendingDays", "next.what", "next.on", "stale", "parties", "drafts", "expectations")

    private static let missions: [Column] =
        plain("from", "to") + fact("mission.", "state", also: "kind", "seat")
        + plain("head.person", "head.rank", "head.stage", "head.since") + lists("head.because")
        // Persons: their names may hold anything.
        + plain("head.certain", "head.mayBe", "acting.person", "acting.since") + lists("acting.because")
        + plain("acting.certain", "acting.mayBe", "interestsServedBy")

    private static let relations: [Column] =
        lists("pair") + plain("status") + fact("relations.", "state")
        + plain("restoration.agreed", "restoration.due", "restoration.overdue")
        + lists("restoration.because")
        + plain("recognition", "representation", "measures")
        + lists("agreements.inForce", "agreements.provisional", "agreements.suspended", "agreements.pending")
        + plain(
            "contacts.meetings", "contacts.visits", "contacts.calls", "contacts.last.event",
            "contacts.last.type", "contacts.last.occurred")
        + lists("incidents", "expectations") + signals + lists("viaBlocs")

    private static let signals = plain(
        "signals.count", "signals.cooperative", "signals.conflictual", "signals.goldstein")

    private static let known: [String: [Column]] = [
        "agreements": agreements,
        "expectations": plain("expectation") + fact("", "state")
            + plain(
                "due", "likelihood", "source", "expects.type", "expects.subject", "expects.party", "outcome"),
        "incidents": plain("incident") + lists("target", "perpetrator") + plain("occurred", "disclosed")
            + fact("attribution.", "state") + lists("attribution.by", "attribution.to", "protests")
            + plain("accusations"),
        "meetings": plain("meeting") + fact("", "state") + plain("when", "level", "place")
            + lists("participants", "host", "chair"),
        "memberships": plain("organisation", "members", "observers", "candidates", "possible")
            + fact("chair.", "actor"),
        "missions": missions,
        // Nodes and edges: `item` tells which a row is.
        "network": plain("item", "actor", "name", "kind", "exists", "degree") + lists("pair")
            + plain("status", "weight", "cooperative", "hostile") + signals + lists("because")
            + plain("ties"),
        "pending-agreements": agreements,
        "pending-parties": plain("agreement", "actor", "signed", "days") + lists("because"),
        "quality": plain("severity", "finding", "event", "message", "subject")
            + lists("actors", "events") + plain("occurred", "advice.what", "advice.lines"),
        "relations": relations,
        "signals": lists("pair")
            + plain("month", "count", "cooperative", "conflictual", "goldstein", "directions"),
        "timeline": plain("occurred", "type", "assertion", "event", "subject", "changed"),
    ]
}
