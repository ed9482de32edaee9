import CanonicalJSON
import EDTF
import EventLog
import Foundation
import Replay
import RepresentationGaps
import Testing

/// What the projection says of small histories, through several lenses.
@Suite struct RepresentationGapsTests {
    private static let opened =
        #"{"id":"open","type":"mission.opened","occurred":"2010-01-01","actors":{"sending":"FRA","receiving":"KEN"},"data":{"kind":"embassy"}}"#
    private static let presented = head("in", "credentials-presented", "2010-04-11", "A")
    private static let left = head("out", "departed", "2013-07", "A")

    @Test func aPostIsVacantFromTheOpeningUntilCredentialsAndAfterADeparture() throws {
        let log = try TestLog(Self.opened, Self.presented, Self.left)
        let first = try #require(try log.gaps("2010-04-10").first)
        #expect(first["days"] == 99)
        #expect(first["because"] == ["open"])
        #expect(first["last"] == .null)
        #expect(try log.gaps("2010-04-11").isEmpty)
        let second = try #require(try log.gaps("2013-08-01").first)
        // It began on 31 July at the latest.
        #expect(second["days"] == 1)
        #expect(second["since"] == "2013-07")
        #expect(second["last"] == "A")
    }

    @Test func whileADepartureIsOnlyPossibleThePostMayBeVacant() throws {
        let log = try TestLog(Self.opened, Self.presented, Self.left)
        let item = try #require(try log.gaps("2013-07-15").first)
        #expect(item["state"] == "filled")
        #expect(item["certain"] == false)
        #expect(item["mayBe"] == ["vacant"])
        #expect(item["days"] == .null)
    }

    @Test func theOrderOfAppendingDoesNotMatter() throws {
        let lines = [Self.opened, Self.presented, Self.left]
        let days = ["2010-04-10", "2012-01-01", "2013-07-15", "2014-01-01"]
        let inOrder = try TestLog(lines)
        let reversed = try TestLog(lines.reversed())
        for day in days { #expect(try inOrder.gaps(day) == reversed.gaps(day), "\(day)") }
    }

    @Test func aChargeStandsInUntilThereIsAHead() throws {
        let log = try TestLog(
            Self.opened, Self.head("charge", "charge-assumed", "2010-02-01", "B"), Self.presented)
        #expect(try log.gaps("2010-01-31").first?["charge"] == .null)
        #expect(try log.gaps("2010-03-01").first?["charge"] == "B")
        #expect(try log.gaps("2010-04-11").isEmpty)
    }

    @Test func theDepartureOfAnotherPersonLeavesThePostFilled() throws {
        let log = try TestLog(Self.opened, Self.presented, Self.head("other", "departed", "2011-01-01", "C"))
        #expect(try log.gaps("2012-01-01").isEmpty)
    }

    @Test func whereRelationsAreSeveredThereIsNoPostToFill() throws {
        let severed =
            #"{"type":"relations.severed","occurred":"2011-01-01","actors":{"by":"KEN","with":"FRA"}}"#
        let log = try TestLog(Self.opened, severed)
        #expect(try log.gaps("2010-12-31").count == 1)
        #expect(try log.gaps("2011-01-01").isEmpty)
    }

    @Test func aConsulateHasNoHeadOfMission() throws {
        let log = try TestLog(Self.opened.replacing("embassy", with: "consulate"))
        #expect(try log.gaps("2011-01-01").isEmpty)
    }

    @Test func aDifferenceTellsWhatFilledThePost() throws {
        let log = try TestLog(Self.opened, Self.presented)
        let difference = try log.replayer.difference(
            "representation-gaps", Question(), from: try TestLog.lens("2010-04-10"),
            to: try TestLog.lens("2010-04-12"))
        let item = try #require(difference.items.first)
        #expect(item.change == .removed)
        #expect(item.key == ["from": "FRA", "to": "KEN"])
        #expect(difference.events.compactMap { $0["event"] } == ["in"])
    }

    static func head(_ id: String, _ what: String, _ occurred: String, _ person: String) -> String {
        #"{"id":"\#(id)","type":"head.\#(what)","occurred":"\#(occurred)","actors":{"sending":"FRA","receiving":"KEN"},"data":{"person":"\#(person)"}}"#
    }
}

/// A log of a test's own.
final class TestLog {
    let replayer: Replayer
    let path: String

    convenience init(_ lines: String...) throws { try self.init(lines) }

    init(_ lines: [String]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "gaps-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let log = try EventLog.openOrCreate(path: path, seed: Array(path.utf8))
        var source = EventSource(bytes: Array(lines.joined(separator: "\n").utf8))
        _ = try log.append(&source, clock: { 1_795_521_600_000_000 })
        replayer = Replayer(
            log, .builtIn.adding(RepresentationGaps.self, filters: [.pair, .actor]))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static func lens(_ day: String) throws -> Lens { Lens(asOf: try LensDate(day)) }

    func gaps(_ day: String) throws -> [JSONValue] {
        try replayer.answer("representation-gaps", Question(), try Self.lens(day)).items
    }
}
