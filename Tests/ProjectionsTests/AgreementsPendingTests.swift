import CanonicalJSON
import NaiveReference
import Projections
import Testing

/// What is on its way, who is awaited, and what the relations of two show of it.
struct AgreementsPendingTests {
    private let two = AgreementStory().defined("2000-01-01", ["RUS", "USA"])

    @Test func pendingDaysCountFromTheLastDayOfTheFirstStep() throws {
        let story = AgreementStory().act("draft-tabled", "2000-01").act("signed", "2000-03-01", "USA")
        #expect(try story.on("2000-01-31").at("pendingDays") == 0)
        #expect(try story.on("2000-03-01").at("pendingDays") == 30)
        #expect(try two.act("terminated", "2000-02-01").on("2000-03-01").at("pendingDays") == .null)
    }

    @Test func withNoEventForYearsItIsStale() throws {
        let story = AgreementStory().defined().act("signed", "2000-03-01", "USA")
        #expect(try story.on("2005-02-28").at("stale") == false)
        #expect(try story.on("2005-03-02").at("stale") == true)
        #expect(try story.isPending("2005-02-28"))
        #expect(try !story.isPending("2005-03-02"))
        #expect(try story.isPending("2005-03-02") { $0.includeStale = true })
        #expect(try story.isPending("2005-03-02") { $0.staleAfterYears = 6 })
        #expect(try !story.isPending("2002-03-02") { $0.staleAfterYears = 2 })
    }

    @Test func aStaleOneWithAKnownRuleIsStillPending() throws {
        let story = AgreementStory().defined("1996-09-24", rule: #"{"deposits":44}"#)
            .act("signed", "1996-09-24", "USA")
        #expect(try story.isPending("2020-01-01"))
        #expect(try story.on("2020-01-01").at("stale") == true)
        #expect(try two.isPending("2020-01-01"))
    }

    @Test func theEndOfAnActorIsNoNewsOfTheAgreement() throws {
        let story = AgreementStory().defined("1980-01-01").act("signed", "1981-01-01", "CSHH", "USA")
            .succeeded("1993-01-01", "CSHH", "CZE", kind: "dissolution")
        #expect(try story.on("1993-01-02").at("stale") == true)
    }

    @Test func theyCanBeNarrowed() throws {
        let story = two.act("signed", "2000-02-01", "USA")
            .defined("2000-01-01", ["FRA", "USA"], subject: "agreement/y", id: "y")
        func names(_ configure: (inout View, any Chronicle) -> Void) throws -> [String] {
            try story.story.items(Agreements.self, "2001-01-01") { view, chronicle in
                configure(&view, chronicle)
            }.compactMap { $0["agreement"]?.text }
        }
        #expect(try names { _, _ in } == ["agreement/x", "agreement/y"])
        #expect(try names { $0.actor = $1.actor("FRA") } == ["agreement/y"])
        #expect(try names { $0.subject = $1.subject("agreement/x") } == ["agreement/x"])
        #expect(try names { view, _ in view.status = "signed" } == ["agreement/x"])
    }

    @Test func whatIsExpectedOfItIsListed() throws {
        let story = two.adding(
            """
            {"id":"e","type":"expectation.stated","occurred":"2000-02-01","subject":"expectation/e",\
            "likelihood":"likely","data":{"due":"2000-03-01","expects":{"type":"agreement.signed",\
            "subject":"agreement/x"}}}
            """)
        let expected: (String) -> JSONValue = { state in
            [
                [
                    "expectation": "expectation/e", "due": "2000-03-01", "likelihood": "likely",
                    "state": .text(state),
                ]
            ]
        }
        #expect(try story.on("2000-01-15").at("expectations") == [])
        #expect(try story.on("2000-02-01").at("expectations") == expected("open"))
        #expect(try story.on("2000-03-02").at("expectations") == expected("overdue"))
        let signed = story.act("signed", "2000-02-20", "USA")
        #expect(try signed.on("2000-03-02").at("expectations") == expected("fulfilled"))
    }

    @Test func theLastDayForSignatureComesNext() throws {
        let story = AgreementStory().defined().act(
            "opened-for-signature", "2000-02-01", data: #"{"until":"2001-01-31"}"#)
        #expect(try story.on("2000-03-01").at("next") == ["what": "signature-closes", "on": "2001-01-31"])
        #expect(try story.on("2001-02-01").at("next") == .null)
    }

    // MARK: Pending parties

    @Test func signatoriesOfWhatIsInForceForOthersAreAwaited() throws {
        let story = AgreementStory().defined("2000-01-01", rule: #"{"deposits":1}"#)
            .act("signed", "2000-02-01", "FRA", "USA", "RUS", "ISR").deposited("2000-03-01", "FRA")
            .act("signature-disavowed", "2002-05-06", "USA")
        #expect(try story.pendingParties("2000-02-29") == [])
        #expect(try story.pendingParties("2000-03-01") == ["ISR", "RUS", "USA"])
        #expect(try story.pendingParties("2002-05-06") == ["ISR", "RUS"])
        let item = try #require(try story.pendingItems("2000-03-01").first)
        #expect(item.at("agreement") == "agreement/x")
        #expect(item.at("signed") == "2000-02-01")
        #expect(item.at("days") == 29)
        #expect(try story.act("terminated", "2003-01-01").pendingParties("2003-01-01") == [])
        let bySignature = AgreementStory().defined().act("signed", "2000-02-01", "FRA", "USA")
            .act("entered-into-force", "2001-01-01")
        #expect(try bySignature.pendingParties("2001-01-01") == [])
    }

    // MARK: Pairs

    @Test func aPairShowsWhatBindsBothAndWhatIsOnItsWay() throws {
        let story = AgreementStory().defined("2000-01-01", rule: #"{"deposits":2}"#)
            .act("signed", "2000-02-01", "FRA", "DEU", "USA").deposited("2000-03-01", "FRA", "DEU")
            .act("withdrawal-notified", "2001-01-01", "DEU", effective: "2002-01-01")
        #expect(try story.place("FRA", "DEU", "2000-02-01") == "pending")
        #expect(try story.place("FRA", "DEU", "2000-03-01") == "inForce")
        #expect(try story.place("FRA", "USA", "2000-03-01") == "pending")
        #expect(try story.place("FRA", "DEU", "2001-12-31") == "inForce")
        #expect(try story.place("FRA", "DEU", "2002-01-01") == nil)
        #expect(try story.place("FRA", "GBR", "2000-03-01") == nil)
        let suspended = story.act("suspended", "2000-04-01", by: "DEU")
        #expect(try suspended.place("FRA", "DEU", "2000-04-01") == "suspended")
        #expect(try two.act("abandoned", "2001-01-01").place("RUS", "USA", "2001-01-01") == nil)
    }

    @Test func aClosedAgreementTiesItsPartiesAnOpenOneNobody() throws {
        func tied(_ story: AgreementStory) throws -> Int {
            let replay = try story.story.replay(Agreements.self, "2010-01-01")
            return replay.chronicle.subject(AgreementStory.subject).map {
                replay.projection.pairsTied(by: $0).count
            } ?? -1
        }
        #expect(try tied(AgreementStory().defined("2000-01-01", ["FRA", "DEU", "GBR"])) == 3)
        #expect(try tied(AgreementStory().defined().act("signed", "2001-01-01", "FRA", "DEU", "GBR")) == 0)
        #expect(try tied(AgreementStory().act("signed", "2001-01-01", "FRA", "DEU")) == 1)
        let continued = AgreementStory().defined("1987-12-08", ["SUHH", "USA"])
            .succeeded("1991-12-26", "SUHH", "RUS", kind: "continuation")
        #expect(try tied(continued) == 2)
    }
}
