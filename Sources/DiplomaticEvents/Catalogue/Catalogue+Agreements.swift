/// Agreements, from the first talk to the last party's withdrawal.
extension Catalogue {
    static let agreementKinds = [
        "treaty", "executive-agreement", "exchange-of-notes", "mou", "statement", "code-of-conduct",
    ]

    static let agreementTypes: [TypeSpecification] = [
        agreement(
            .agreementDefined, "defined",
            "What the agreement is, who its parties are to be, and how it enters into force.",
            optional: [.parties],
            [
                .required("kind", .oneOf(agreementKinds)), .required("title", .name),
                .optional("entryIntoForce", .entryIntoForce), .optional("laterParty", .duration),
                .optional("term", .dateOrDuration), .optional("supersedes", .subject),
            ]),
        agreement(.agreementNegotiationOpened, "negotiation-opened", "Talks begin."),
        agreement(.agreementNegotiationSuspended, "negotiation-suspended", "Talks are suspended."),
        agreement(.agreementNegotiationResumed, "negotiation-resumed", "Talks go on."),
        agreement(.agreementNegotiationFailed, "negotiation-failed", "Talks have failed."),
        agreement(.agreementDraftTabled, "draft-tabled", "A draft is laid before the others.", [version]),
        agreement(
            .agreementDraftCirculated, "draft-circulated", "A draft is handed round.", optional: [.to],
            [version]),
        agreement(
            .agreementDraftSuperseded, "draft-superseded", "A draft gives way to another.", [version]),
        agreement(.agreementDraftWithdrawn, "draft-withdrawn", "A draft is withdrawn.", [version]),
        agreement(.agreementTextAgreed, "text-agreed", "The text is agreed."),
        agreement(
            .agreementAdopted, "adopted", "The text is adopted (VCLT 9).",
            [.optional("by", .text), .optional("title", .name)]),
        agreement(.agreementInitialled, "initialled", "The text is initialled (VCLT 10)."),
        agreement(
            .agreementOpenedForSignature, "opened-for-signature", "The agreement is open for signature.",
            [.optional("until", .date)]),
        agreement(
            .agreementSigned, "signed", "A party signs (VCLT 10, 12).", required: [.party],
            [.optional("mode", .oneOf(["simple", "definitive", "ad-referendum"]))]),
        agreement(
            .agreementSignatureConfirmed, "signature-confirmed",
            "A signature ad referendum is confirmed (VCLT 12).", required: [.party]),
        agreement(
            .agreementSignatureDisavowed, "signature-disavowed",
            "A signatory makes clear that it will not become a party (VCLT 18).", required: [.party]),
        agreement(
            .agreementDomesticallyApproved, "domestically-approved",
            "A party's own organs approve; that binds nobody yet.", required: [.party]),
        agreement(
            .agreementDomesticallyRefused, "domestically-refused", "A party's own organs refuse.",
            required: [.party]),
        agreement(
            .agreementInstrumentDeposited, "instrument-deposited",
            "An instrument of consent is deposited (VCLT 14–16).", required: [.party],
            [
                .required(
                    "mode",
                    .oneOf([
                        "ratified", "accepted", "approved", "acceded", "succeeded", "formally-confirmed",
                    ]))
            ]),
        agreement(
            .agreementInstrumentsExchanged, "instruments-exchanged",
            "Instruments are exchanged: the consent of all (VCLT 16)."),
        agreement(
            .agreementNotesExchanged, "notes-exchanged",
            "Notes that make up the agreement are exchanged (VCLT 13)."),
        agreement(
            .agreementConsentRevoked, "consent-revoked",
            "A consent is taken back before the agreement has entered into force.", required: [.party]),
        agreement(
            .agreementReservationMade, "reservation-made", "A reservation is made (VCLT 19).",
            required: [.party]),
        agreement(
            .agreementReservationWithdrawn, "reservation-withdrawn", "A reservation is withdrawn (VCLT 22).",
            required: [.party]),
        agreement(
            .agreementProvisionallyApplied, "provisionally-applied",
            "The agreement is applied provisionally (VCLT 25).", [.optional("until", .date)]),
        agreement(
            .agreementProvisionalApplicationExtended, "provisional-application-extended",
            "Provisional application goes on.", [.optional("until", .date)]),
        agreement(
            .agreementProvisionalApplicationEnded, "provisional-application-ended",
            "Provisional application ends (VCLT 25.2)."),
        agreement(
            .agreementEnteredIntoForce, "entered-into-force", "The agreement enters into force (VCLT 24)."),
        agreement(
            .agreementExtended, "extended", "The agreement's term is extended.", [.required("until", .date)]),
        agreement(
            .agreementSuspended, "suspended", "The agreement's operation is suspended (VCLT 57).",
            optional: [.by]),
        agreement(.agreementResumed, "resumed", "The agreement operates again.", optional: [.by]),
        agreement(
            .agreementWithdrawalAnnounced, "withdrawal-announced",
            "A party says that it means to withdraw; that has no legal effect.", required: [.party]),
        agreement(
            .agreementWithdrawalNotified, "withdrawal-notified",
            "A party gives notice of withdrawal (VCLT 56, 65), which takes effect on `effective`.",
            required: [.party]),
        agreement(
            .agreementWithdrawalRevoked, "withdrawal-revoked",
            "A notice is taken back before it takes effect (VCLT 68).", required: [.party]),
        agreement(.agreementTerminated, "terminated", "The agreement ends (VCLT 54)."),
        agreement(
            .agreementSuperseded, "superseded", "A later agreement takes this one's place (VCLT 59).",
            [.optional("supersededBy", .subject)]),
        agreement(.agreementPublished, "published", "The text is published.", [.optional("title", .name)]),
        agreement(.agreementAbandoned, "abandoned", "The undertaking is given up."),
    ]

    private static let version = FieldSpecification.optional("version", .text)

    private static func agreement(
        _ type: EventType, _ name: String, _ summary: String, required: [Role] = [], optional: [Role] = [],
        _ fields: [FieldSpecification] = []
    ) -> TypeSpecification {
        TypeSpecification(
            type, "agreement." + name, summary, required: required,
            optional: optional + (required.contains(.party) ? [] : [.party]),
            subject: .required(kind: "agreement"), fields: fields)
    }
}
