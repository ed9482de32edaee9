import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventLog
import Projections
import Replay
import Testing

/// Projections of a user's own, added to those that are built in.
@Suite struct RegistryTests {
    private static func call(_ id: String, _ occurred: String) -> JSONObject {
        JSONObject([
            JSONObject.Member(name: "id", value: .text(id)),
            JSONObject.Member(name: "type", value: "call.held"),
            JSONObject.Member(name: "occurred", value: .text(occurred)),
            JSONObject.Member(name: "actors", value: ["participants": ["FRA", "KEN"]]),
        ])
    }

    @Test func anAddedProjectionIsAskedLikeThoseBuiltIn() throws {
        let logs = try Pair([Self.call("a", "2001-05-01"), Self.call("b", "2001-06")])
        defer { logs.remove() }
        let replayer = Replayer(logs.log, .builtIn.adding(Calls.self))
        func lens(_ day: String) throws -> Lens { Lens(asOf: try LensDate(day)) }
        let before = try replayer.answer("calls", Question(), lens("2001-04-30"))
        #expect(before.items == [["calls": 0, "certain": true, "mayBe": []]])
        let doubtful = try replayer.answer("calls", Question(), lens("2001-06-15"))
        #expect(doubtful.items == [["calls": 1, "certain": false, "mayBe": ["2"]]])
        let after = try replayer.answer("calls", Question(), lens("2001-06-30"))
        #expect(after.items == [["calls": 2, "certain": true, "mayBe": []]])
        #expect(replayer.registry.all.map(\.name).contains("calls"))
        let difference = try replayer.difference(
            "calls", Question(), from: try lens("2001-04-30"), to: try lens("2001-06-30"))
        #expect(difference.apply(to: before.items, replayer.registry) == after.items)
        #expect(difference.events.compactMap { $0["event"] } == ["a", "b"])
    }

    @Test func withoutBeingAddedItIsNotKnown() throws {
        let logs = try Pair(RandomHistory(seed: 78).events)
        defer { logs.remove() }
        #expect(throws: ReplayError.self) {
            try Replayer(logs.log).answer("calls", Question(), Lens(asOf: try LensDate("2010-12-31")))
        }
        #expect(ProjectionRegistry.builtIn.find("calls") == nil)
    }

    @Test func ofTwoWithOneNameTheLaterStands() {
        let registry = ProjectionRegistry.builtIn.adding(Calls.self).adding(Calls.self, filters: [.actor])
        #expect(registry.all.count == ProjectionRegistry.builtIn.all.count + 1)
        #expect(registry.find("calls")?.filters == [.actor])
    }
}

/// How many calls there have been.
private struct Calls: Projection {
    typealias Key = Bool

    static let name = "calls"
    static let summary = "how many calls there have been"
    static let version = 1
    static let folds: EventTypes = [.callHeld]

    private var count = 0

    mutating func fold(_ step: Step, _ chronicle: some Chronicle) { if step.isAsserted { count += 1 } }
    func keys(touchedBy step: Step, _ chronicle: some Chronicle) -> [Bool] { [true] }
    func part(of key: Bool) -> Calls { self }
    func facets(of key: Bool, on day: CivilDay, _ chronicle: some Chronicle) -> [Facet] {
        [Facet("calls", "\(count)")]
    }
    func items(_ view: View, _ doubts: Doubts<Bool>, _ chronicle: some Chronicle) -> [JSONValue] {
        [
            .object(
                JSONObject(
                    doubts.members(true, "calls") + [.init(name: "calls", value: .integer(Int64(count)))]))
        ]
    }
}
