import CanonicalJSON
import NaiveReference
import Projections
import Testing

@Suite struct PendingTests {
    private let talks = """
        {"id":"n","type":"agreement.negotiation-opened","occurred":"2010-01-01","subject":"agreement/talks","actors":{"party":["USA","RUS"]}}
        {"id":"d","type":"agreement.defined","occurred":"2010-01-01","subject":"agreement/ruled","data":{"kind":"treaty","title":"Ruled","entryIntoForce":{"deposits":3}}}
        """

    private func names(_ day: String, isStaleShown: Bool = false) throws -> [String] {
        try Story(talks).items(PendingAgreements.self, day) { view, _ in
            view.includeStale = isStaleShown
        }.compactMap { $0.at("agreement").text }
    }

    @Test func whatHasGoneStaleIsLeftOutUnlessARuleMayStillBringItIntoForce() throws {
        #expect(try names("2015-01-01") == ["agreement/ruled", "agreement/talks"])
        #expect(try names("2015-01-02") == ["agreement/ruled"])
        #expect(try names("2015-01-02", isStaleShown: true) == ["agreement/ruled", "agreement/talks"])
    }

    @Test func pendingDaysCountFromTheFirstStep() throws {
        let items = try Story(talks).items(PendingAgreements.self, "2010-04-14")
        #expect(items.map { $0.at("pendingDays") } == [103, 103])
        #expect(items.map { $0.at("stale") } == [false, false])
    }

    @Test func aSignatoryWithoutConsentIsPendingOnceTheTreatyIsInForceForOthers() throws {
        let story = try Story(
            """
            {"id":"d","type":"agreement.defined","occurred":"1996-09-10","subject":"agreement/a","data":{"kind":"treaty","title":"A","entryIntoForce":{"deposits":1}}}
            {"id":"s","type":"agreement.signed","occurred":"1996-09-24","subject":"agreement/a","actors":{"party":["FRA","USA"]}}
            {"id":"r","type":"agreement.instrument-deposited","occurred":"1998-04-06","subject":"agreement/a","actors":{"party":"FRA"},"data":{"mode":"ratified"}}
            """)
        #expect(try story.items(PendingParties.self, "1998-04-05").isEmpty)
        let items = try story.items(PendingParties.self, "1998-04-06")
        #expect(items.map { $0.at("actor") } == ["USA"])
        #expect(items[0].at("signed") == "1996-09-24")
        #expect(items[0].at("days") == 559)
    }
}
