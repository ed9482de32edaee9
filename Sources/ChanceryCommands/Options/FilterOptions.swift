import ArgumentParser
import DiplomaticEvents
import Replay

/// Whom or what it is about.
struct ScopeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Two actors, in either order: --pair RUS ASEAN.", valueName: "a b"),
        completion: Candidates.actors, transform: ScopeOptions.pair)
    var pair: Question.Pair?

    @Option(help: ArgumentHelp("An actor, by its code.", valueName: "code"), completion: Candidates.actors)
    var actor: String?

    @Option(
        help: ArgumentHelp("A subject, such as agreement/paris-2015.", valueName: "kind/slug"),
        completion: Candidates.subjects)
    var subject: String?

    private static func pair(_ text: String) throws -> Question.Pair {
        let codes = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard codes.count == 2, codes.allSatisfy(ActorCode.isWellFormed) else {
            throw ValidationError("--pair takes two actors, such as --pair RUS ASEAN")
        }
        return Question.Pair(codes[0], codes[1])
    }
}

/// Which items of a projection.
struct ItemOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("An agreement, with or without 'agreement/' before it.", valueName: "slug"),
        completion: Candidates.agreements)
    var agreement: String?

    @Option(help: ArgumentHelp("Only items with this status (or state).", valueName: "status"))
    var status: String?

    @Option(
        help: ArgumentHelp(
            "After how many years without an event a pending agreement is stale. Default: 5.",
            valueName: "years"))
    var staleAfter: Int?

    @Flag(help: "Pending agreements: also stale ones with no known rule of entry into force.")
    var includeStale = false

    @Flag(help: "Expectations: how each source's turned out, by likelihood.")
    var bySource = false

    @Option(
        help: ArgumentHelp(
            "Quality: only findings of this kind, such as likely-duplicates.", valueName: "kind"),
        completion: Candidates.findings)
    var finding: String?

    @Option(help: ArgumentHelp("Quality: only the first so many findings, the worst first.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Quality: how many findings there are of each kind.")
    var count = false
}

extension Question {
    init(_ scope: ScopeOptions) {
        self.init()
        pair = scope.pair
        actor = scope.actor
        subject = scope.subject
    }

    /// The question to a projection; refused where it does not take an option that is given.
    init(_ scope: ScopeOptions, _ items: ItemOptions, _ view: ViewDescription?) throws(Failure) {
        self.init(scope)
        if items.agreement != nil, scope.subject != nil {
            throw .usage("--agreement and --subject both name a subject; give one of them")
        }
        if let agreement = items.agreement {
            subject = agreement.utf8.contains(UInt8(ascii: "/")) ? agreement : "agreement/" + agreement
        }
        status = items.status
        if let years = items.staleAfter {
            guard (0...10_000).contains(years) else {
                throw .usage("--stale-after takes 0 to 10000 years, not \(years)")
            }
            staleAfterYears = years
        }
        includeStale = items.includeStale
        bySource = items.bySource
        if let kind = items.finding, !ProjectionRegistry.findingCodes.contains(kind) {
            let nearest = NearestName.question(kind, in: ProjectionRegistry.findingCodes)
            let known = ProjectionRegistry.findingCodes.joined(separator: ", ")
            throw .usage("no finding '\(kind)'\(nearest.isEmpty ? "; there are \(known)" : nearest)")
        }
        finding = items.finding
        if let limit = items.limit, limit < 0 { throw .usage("--limit takes 0 or more, not \(limit)") }
        limit = items.limit
        countsOnly = items.count
        guard let view else { return }
        let given: [(isGiven: Bool, option: String, filters: [ViewDescription.Filter])] = [
            (scope.pair != nil, "--pair", [.pair]), (scope.actor != nil, "--actor", [.actor]),
            (scope.subject != nil, "--subject", [.subject, .agreement]),
            (items.agreement != nil, "--agreement", [.agreement, .subject]),
            (items.status != nil, "--status", [.status]),
            (items.staleAfter != nil, "--stale-after", [.stale]),
            (items.includeStale, "--include-stale", [.stale]), (items.bySource, "--by-source", [.bySource]),
            (items.finding != nil, "--finding", [.findings]), (items.limit != nil, "--limit", [.findings]),
            (items.count, "--count", [.findings]),
        ]
        for option in given where option.isGiven && !option.filters.contains(where: view.filters.contains) {
            let known = view.filters.flatMap(\.options).joined(separator: ", ")
            throw .usage(
                "\(view.name) does not take \(option.option); it takes \(known.isEmpty ? "none" : known)")
        }
    }
}

extension ViewDescription.Filter {
    /// The options that this filter gives a projection.
    var options: [String] {
        switch self {
        case .pair: ["--pair"]
        case .actor: ["--actor"]
        case .subject: ["--subject"]
        case .agreement: ["--agreement"]
        case .status: ["--status"]
        case .stale: ["--stale-after", "--include-stale"]
        case .bySource: ["--by-source"]
        case .findings: ["--finding", "--limit", "--count"]
        }
    }
}
