/// Actors, memberships, recognition, relations, missions, heads of mission and their staff.
extension Catalogue {
    static let actorTypes: [TypeSpecification] = [
        TypeSpecification(
            .actorDefined, "actor.defined", "An actor and what it is called; other events may then name it.",
            required: [.actor],
            fields: [
                .required("kind", .oneOf(ActorKind.allCases.map(\.rawValue))),
                .optional("names", .list(of: .name)), .optional("codes", .object), .optional("exists", .date),
            ]),
        TypeSpecification(
            .actorRenamed, "actor.renamed", "An actor goes by another name from now on.", required: [.actor],
            fields: [.optional("names", .list(of: .name)), .optional("name", .name)]),
        TypeSpecification(
            .actorSucceeded, "actor.succeeded",
            "One or more actors follow another, which from that day no longer exists (secession apart).",
            required: [.predecessor, .successor],
            fields: [
                .required(
                    "kind", .oneOf(["continuation", "dissolution", "secession", "merger", "absorption"]))
            ]),
        TypeSpecification(
            .actorExtinguished, "actor.extinguished", "An actor ends without a successor.",
            required: [.actor]),
    ]

    static let membershipTypes: [TypeSpecification] = [
        membership(.membershipApplied, "applied", "A state asks to become a member."),
        membership(
            .membershipAgreedInPrinciple, "agreed-in-principle",
            "The organisation agrees to admit it in time."),
        membership(.membershipObserverAdmitted, "observer-admitted", "A state becomes an observer."),
        membership(.membershipJoined, "joined", "A state becomes a member."),
        membership(.membershipSuspended, "suspended", "A member's rights are suspended; it stays a member."),
        membership(
            .membershipWithdrawalNotified, "withdrawal-notified",
            "A member gives notice; it leaves on `effective`, where that stands."),
        membership(.membershipLeft, "left", "A member leaves, or is expelled."),
        membership(.membershipChairAssumed, "chair-assumed", "A member takes the chair."),
    ]

    private static func membership(_ type: EventType, _ name: String, _ summary: String) -> TypeSpecification
    {
        TypeSpecification(type, "membership." + name, summary, required: [.organisation, .member])
    }

    static let recognitionTypes: [TypeSpecification] = [
        TypeSpecification(
            .recognitionGranted, "recognition.granted", "A state or government is recognised.",
            required: [.recognising, .recognised],
            fields: [.optional("kind", .oneOf(["de-jure", "de-facto"]))]),
        TypeSpecification(
            .recognitionWithdrawn, "recognition.withdrawn", "Recognition is withdrawn.",
            required: [.recognising, .recognised]),
    ]

    static let relationsTypes: [TypeSpecification] = [
        relations(
            .relationsEstablishmentAgreed, "establishment-agreed",
            "The parties agree to establish relations.",
            [.optional("due", .date)]),
        relations(
            .relationsEstablished, "established", "Diplomatic relations are established by mutual consent."),
        relations(.relationsSuspended, "suspended", "Relations are suspended."),
        relations(.relationsSevered, "severed", "Relations are broken off by either side."),
        relations(
            .relationsRestorationAgreed, "restoration-agreed", "The parties agree to restore relations.",
            [.optional("due", .date)]),
        relations(.relationsRestored, "restored", "Relations are restored."),
        relations(
            .relationsUpgraded, "upgraded", "The level of representation is raised.",
            [.required("level", .name)]),
        relations(
            .relationsDowngraded, "downgraded", "The level of representation is lowered.",
            [.required("level", .name)]),
        relations(.relationsWarDeclared, "war-declared", "War is declared."),
        relations(.relationsPeaceRestored, "peace-restored", "The state of war ends."),
    ]

    private static func relations(
        _ type: EventType, _ name: String, _ summary: String, _ fields: [FieldSpecification] = []
    ) -> TypeSpecification {
        TypeSpecification(
            type, "relations." + name, summary, optional: [.parties, .by, .with],
            alternatives: [[.parties], [.by, .with]], least: [.parties: 2], fields: fields)
    }

    static let missionKinds = [
        "embassy", "legation", "high-commission", "permanent-mission", "liaison-office", "interests-section",
        "consulate",
    ]

    static let missionTypes: [TypeSpecification] = [
        mission(.missionAgreed, "agreed", "The receiving side agrees to the mission; it is not open yet."),
        mission(.missionOpened, "opened", "A mission opens."),
        mission(.missionClosed, "closed", "A mission closes."),
        mission(.missionSuspended, "suspended", "A mission suspends its work."),
        mission(.missionRelocated, "relocated", "A mission moves its seat.", seatIsRequired: true),
        mission(.missionReopened, "reopened", "A closed or suspended mission opens again."),
        mission(
            .missionProtectingPowerRequested, "protecting-power-requested",
            "The sending side asks a third state to look after its interests (VCDR 45, 46).", also: [.power]),
        mission(
            .missionProtectingPowerAccepted, "protecting-power-accepted",
            "A third state looks after the sending side's interests (VCDR 45, 46).", also: [.power]),
        mission(
            .missionProtectingPowerEnded, "protecting-power-ended", "The protecting power's mandate ends.",
            also: [.power]),
    ]

    private static func mission(
        _ type: EventType, _ name: String, _ summary: String, seatIsRequired: Bool = false, also: [Role] = []
    ) -> TypeSpecification {
        TypeSpecification(
            type, "mission." + name, summary, required: [.sending, .receiving] + also,
            fields: [
                seatIsRequired ? .required("seat", .name) : .optional("seat", .text),
                .optional("kind", .oneOf(missionKinds)),
            ])
    }

    static let ranks = [
        "ambassador", "nuncio", "envoy", "minister", "charge-daffaires", "charge-ad-interim",
        "permanent-representative",
    ]

    static let headTypes: [TypeSpecification] = [
        head(.headNominated, "nominated", "The sending state names its choice."),
        head(.headAgrementRequested, "agrement-requested", "The agrément is asked for (VCDR 4)."),
        head(.headAgrementGranted, "agrement-granted", "The agrément is given (VCDR 4)."),
        head(.headAgrementRefused, "agrement-refused", "The agrément is refused, without reasons (VCDR 4)."),
        head(.headAppointed, "appointed", "The head of mission is appointed."),
        head(.headDeclined, "declined", "The person declines the post."),
        head(.headArrived, "arrived", "The head of mission arrives at the post."),
        head(
            .headCredentialsPresented, "credentials-presented",
            "Credentials are presented: the head has taken up the functions (VCDR 13)."),
        head(
            .headRecalledForConsultations, "recalled-for-consultations",
            "The head is called home for consultations and keeps the post."),
        head(.headReturned, "returned", "The head returns to the post."),
        head(.headRecalled, "recalled", "The head is recalled (VCDR 43)."),
        head(
            .headDeclaredPersonaNonGrata, "declared-persona-non-grata",
            "The receiving state declares the head persona non grata (VCDR 9)."),
        head(.headDeparted, "departed", "The head leaves the post for good."),
        head(.headDied, "died", "The head dies in the post."),
        head(
            .headChargeAssumed, "charge-assumed", "A chargé d'affaires takes charge (VCDR 19)."),
    ]

    private static func head(
        _ type: EventType, _ name: String, _ summary: String
    ) -> TypeSpecification {
        TypeSpecification(
            type, "head." + name, summary, required: [.sending, .receiving],
            fields: [
                .required("person", .name),
                .optional("rank", .oneOf(ranks)),
            ])
    }

    static let staffTypes: [TypeSpecification] = [
        TypeSpecification(
            .staffExpelled, "staff.expelled", "The receiving state expels members of the mission (VCDR 9).",
            required: [.sending, .receiving],
            fields: [.optional("count", .count), .optional("names", .list(of: .name))]),
        TypeSpecification(
            .staffWithdrawn, "staff.withdrawn", "The sending state withdraws members of the mission.",
            required: [.sending, .receiving],
            fields: [.optional("count", .count), .optional("names", .list(of: .name))]),
    ]
}
