/// Meetings, visits and calls; incidents, measures, expectations, signals and statements; and what is said
/// about events themselves.
extension Catalogue {
    static let contactTypes: [TypeSpecification] = [
        meeting(.meetingScheduled, "scheduled", "A meeting is set.", subjectIsRequired: true),
        meeting(.meetingPostponed, "postponed", "A meeting is put off.", subjectIsRequired: true),
        meeting(.meetingCancelled, "cancelled", "A meeting is called off.", subjectIsRequired: true),
        meeting(.meetingHeld, "held", "A meeting takes place.", subjectIsRequired: false),
        TypeSpecification(
            .visitMade, "visit.made", "A visit is paid.", required: [.visitor, .host],
            fields: [.optional("kind", .name), .optional("level", .oneOf(meetingLevels))]),
        TypeSpecification(
            .callHeld, "call.held", "A call by telephone or video.", required: [.participants],
            least: [.participants: 2]),
    ]

    static let meetingLevels = [
        "summit", "ministerial", "senior-officials", "ambassadors", "working-group", "expert",
    ]

    /// Only a meeting that was held must say who met: a postponement names its subject, and that is enough.
    private static func meeting(
        _ type: EventType, _ name: String, _ summary: String, subjectIsRequired: Bool
    ) -> TypeSpecification {
        TypeSpecification(
            type, "meeting." + name, summary, required: subjectIsRequired ? [] : [.participants],
            optional: (subjectIsRequired ? [.participants] : []) + [.host, .chair],
            subject: subjectIsRequired ? .required(kind: "meeting") : .optional,
            fields: [
                .optional("planned", .date), .optional("level", .oneOf(meetingLevels)),
                .optional("track", .text), .optional("outcome", .list(of: .text)),
            ])
    }

    static let incidentTypes: [TypeSpecification] = [
        incident(
            .incidentOccurred, "occurred", "Something was done to somebody.", required: [.target],
            optional: [.perpetrator]),
        incident(
            .incidentDisclosed, "disclosed", "The incident is made public.", optional: [.target, .by]),
        incident(
            .incidentAttributed, "attributed", "Somebody says who did it.",
            required: [.attributor, .perpetrator], optional: [.target]),
        incident(
            .incidentAttributionWithheld, "attribution-withheld", "Somebody declines to say who did it.",
            required: [.by], optional: [.target]),
        incident(
            .incidentAttributionDenied, "attribution-denied", "The accused denies it.",
            optional: [.by, .perpetrator]),
        incident(
            .incidentProtested, "protested", "The target protests.", optional: [.by, .target, .perpetrator]),
    ]

    private static func incident(
        _ type: EventType, _ name: String, _ summary: String, required: [Role] = [], optional: [Role]
    ) -> TypeSpecification {
        TypeSpecification(
            type, "incident." + name, summary, required: required, optional: optional,
            subject: .required(kind: "incident"))
    }

    static let measureKinds = ["sanction", "embargo", "blockade", "border-closure", "airspace", "visa-ban"]

    static let measureTypes: [TypeSpecification] = [
        measure(.measureImposed, "imposed", "A measure is imposed."),
        measure(.measureEased, "eased", "A measure is eased; it stays in being."),
        measure(.measureLifted, "lifted", "A measure is lifted."),
    ]

    private static func measure(_ type: EventType, _ name: String, _ summary: String) -> TypeSpecification {
        TypeSpecification(
            type, "measure." + name, summary, required: [.by, .against],
            fields: [.required("kind", .oneOf(measureKinds))])
    }

    static let expectationTypes: [TypeSpecification] = [
        expectation(
            .expectationStated, "stated", "Somebody expects an event.",
            [.required("expects", .expected), .optional("due", .date)]),
        expectation(
            .expectationRevised, "revised", "The expectation changes.",
            [.optional("expects", .expected), .optional("due", .date)]),
        expectation(.expectationFailed, "failed", "The expectation has not come true.", []),
        expectation(
            .expectationFulfilled, "fulfilled", "The expectation has come true.", [.optional("event", .event)]
        ),
        expectation(.expectationWithdrawn, "withdrawn", "The expectation is withdrawn.", []),
    ]

    private static func expectation(
        _ type: EventType, _ name: String, _ summary: String, _ fields: [FieldSpecification]
    ) -> TypeSpecification {
        TypeSpecification(
            type, "expectation." + name, summary, subject: .required(kind: "expectation"), fields: fields)
    }

    static let signalTypes: [TypeSpecification] = [
        TypeSpecification(
            .signalCoded, "signal.coded",
            "Machine-coded event data. Feeds counts and scores, never a legal state.",
            required: [.source, .target],
            fields: [
                .required("cameo", .name), .optional("goldstein", .number), .optional("mentions", .count),
            ])
    ]

    static let statementTypes: [TypeSpecification] = [
        TypeSpecification(
            .statementMade, "statement.made", "Somebody says something.", required: [.by], optional: [.with])
    ]

    static let recordTypes: [TypeSpecification] = [
        record(
            .recordCorrected, "corrected", "An event was recorded wrongly; this is what it should say.",
            [.required("patch", .patch), .required("reason", .name)]),
        record(
            .recordRetracted, "retracted", "An event should not have been recorded.",
            [.required("reason", .name)]),
        record(
            .recordDuplicateOf, "duplicate-of", "Two events state one and the same thing.",
            [.required("canonical", .event)]),
        record(.recordDisputed, "disputed", "An event is called in question.", [.optional("reason", .text)]),
        record(
            .recordPreferred, "preferred", "Of two accounts this is the one to trust.",
            [.optional("reason", .text), .optional("over", .event)]),
        record(.recordAnnotated, "annotated", "A note on an event.", [.optional("reason", .text)]),
        record(
            .recordRedacted, "redacted",
            "An event's content was taken out of the store; only `chancery redact` records this.",
            [.required("reason", .name)]),
    ]

    private static func record(
        _ type: EventType, _ name: String, _ summary: String, _ fields: [FieldSpecification]
    ) -> TypeSpecification {
        TypeSpecification(type, "record." + name, summary, fields: [.required("target", .event)] + fields)
    }
}
