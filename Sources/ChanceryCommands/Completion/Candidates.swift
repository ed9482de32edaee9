import ArgumentParser
import CanonicalJSON
import DiplomaticEvents
import EventLog
import Replay

/// The words that a shell offers where a value is to be typed: from the catalogue, the projections, and the store.
enum Candidates {
    /// How many names of a store are offered at most.
    static let most = 200
    /// Among how many of the last events an id is looked for.
    static let lastEvents: UInt64 = 1_000

    static let projections = words { _, _ in CompletionSetting.current.registry.all.map(\.name) }

    static let types = words { _, _ in Catalogue.specifications.map(\.name) }

    /// Types, and for each family of them the pattern that takes them all.
    static let typePatterns = words { _, _ in
        let names = Catalogue.specifications.map(\.name)
        let families = Set(names.compactMap { $0.split(separator: ".").first.map { "\($0).*" } })
        return families.sorted() + names
    }

    static let actors = words { words, prefix in codes(words, prefix) }

    static let subjects = words { words, prefix in subjects(words, prefix) }

    /// Agreements without `agreement/`, as `--agreement` takes them.
    static let agreements = words { words, prefix in
        let kind = "agreement/"
        if prefix.hasPrefix(kind) { return subjects(words, prefix) }
        return subjects(words, kind + prefix).map { String($0.dropFirst(kind.count)) }
    }

    /// Ids among the last events.
    static let ids = words { words, prefix in
        guard let log = CompletionSetting.current.log(words),
            let head = try? log.read({ transaction in try log.head(transaction).revision })
        else { return [] }
        var query = EventQuery()
        query.reverse = true
        query.after = head - min(head, lastEvents)
        var found: [String] = []
        try? Replayer(log).events(query) { event in
            if let id = event.event["id"]?.text, id.hasPrefix(prefix) { found.append(id) }
            return found.count < most
        }
        return found
    }

    static let findings = CompletionKind.list(ProjectionRegistry.findingCodes)
    static let assertions = CompletionKind.list(Assertion.allCases.map(\.name))
    static let likelihoods = CompletionKind.list(Likelihood.allCases.map(\.rawValue))
    static let confidences = CompletionKind.list(Confidence.allCases.map(\.rawValue))

    /// `ROLE=CODE`: the roles of the type that stands among the words, then the codes.
    static let parts = words { words, prefix in
        guard let mark = prefix.firstIndex(of: "=") else {
            let roles = specification(words).map { type in
                type.roles.map(\.role.name) + type.alternatives.joined().map(\.name)
            }
            return (roles ?? Role.allCases.map(\.name)).map { $0 + "=" }
        }
        let role = prefix[...mark]
        return codes(words, String(prefix[prefix.index(after: mark)...])).map { role + $0 }
    }

    /// `KEY=`: the fields of the type that stands among the words, with their values where these are names.
    static let fields = words { words, _ in
        specification(words)?.fields.flatMap { field in
            if case .oneOf(let names) = field.form { return names.map { "\(field.name)=\($0)" } }
            return ["\(field.name)="]
        } ?? []
    }

    // MARK: Where they come from

    private static func words(
        _ candidates: @Sendable @escaping (_ words: [String], _ prefix: String) -> [String]
    ) -> CompletionKind {
        .custom { words, _, prefix in candidates(words, prefix) }
    }

    private static func codes(_ words: [String], _ prefix: String) -> [String] {
        var codes = Set(KnownActors.all.map(\.code))
        if let log = CompletionSetting.current.log(words),
            let stored = try? log.read({ transaction in try log.actorCodes(transaction) })
        {
            codes.formUnion(stored)
        }
        return codes.filter { !$0.isEmpty && $0.hasPrefix(prefix) }.sorted { $0.precedes($1) }
    }

    private static func subjects(_ words: [String], _ prefix: String) -> [String] {
        guard prefix.utf8.count <= SubjectName.longest, let log = CompletionSetting.current.log(words),
            let names = try? log.read({ transaction in
                try log.subjectNames(startingWith: prefix, limit: most, transaction)
            })
        else { return [] }
        return names
    }

    private static func specification(_ words: [String]) -> TypeSpecification? {
        words.lazy.compactMap { Catalogue.type(named: $0) }.first.map { Catalogue[$0] }
    }
}
