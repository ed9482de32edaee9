import CanonicalJSON
import DiplomaticEvents
import EDTF
import NaiveReference
import Projections
import Testing

@Suite struct SignalsTests {
    private let story = """
        {"id":"s1","type":"signal.coded","occurred":"2018-06-01","actors":{"source":"USA","target":"PRK"},"data":{"cameo":"036","goldstein":4.0}}
        {"id":"s2","type":"signal.coded","occurred":"2018-06-30","actors":{"source":"PRK","target":"USA"},"data":{"cameo":"112","goldstein":-2.1}}
        {"id":"s3","type":"signal.coded","occurred":"2018-07-01","actors":{"source":"PRK","target":"USA"},"data":{"cameo":"050"}}
        {"id":"s4","type":"signal.coded","occurred":"2018-06-02","actors":{"source":"USA","target":"USA"},"data":{"cameo":"050","goldstein":3.5}}
        {"id":"s5","type":"signal.coded","occurred":"2018-06-03","actors":{"source":"CHN","target":"USA"},"data":{"cameo":"x"}}
        {"id":"s6","type":"signal.coded","occurred":"2018-06","actors":{"source":"CHN","target":"RUS"},"data":{"cameo":"01"}}
        """

    @Test func aPairsSignalsAreCountedAMonth() throws {
        let items = try Story(story).items(Signals.self, "2018-12-31")
        #expect(
            items.map { $0.at("pair") } == [
                ["CHN", "RUS"], ["CHN", "USA"], ["PRK", "USA"], ["PRK", "USA"],
            ])
        #expect(items.map { $0.at("month") } == ["2018-06", "2018-06", "2018-06", "2018-07"])
        let june = items[2]
        #expect(june.at("count") == 2)
        #expect(june.at("cooperative") == 1)
        #expect(june.at("conflictual") == 1)
        #expect(june.at("goldstein") == .real(1.9))
        #expect(
            june.at("directions.0") == ["count": 1, "from": "PRK", "goldstein": .real(-2.1), "to": "USA"])
        #expect(june.at("directions.1") == ["count": 1, "from": "USA", "goldstein": .real(4), "to": "PRK"])
    }

    @Test func aCodeThatIsNoneOfCAMEOsCountsAsNeither() throws {
        let item = try Story(story).items(Signals.self, "2018-12-31")[1]
        #expect(item.at("count") == 1)
        #expect(item.at("cooperative") == 0)
        #expect(item.at("conflictual") == 0)
    }

    @Test func aVagueSignalCountsOnceItIsCertain() throws {
        let pairs = try Story(story).items(Signals.self, "2018-06-29").map { $0.at("pair") }
        #expect(!pairs.contains(["CHN", "RUS"]))
        #expect(
            try Story(story).items(Signals.self, "2018-06-30").map { $0.at("pair") }.contains(["CHN", "RUS"]))
    }

    @Test func aPairAndAnActorAreFilters() throws {
        let pair = try Story(story).items(Signals.self, "2018-12-31") { view, chronicle in
            let (one, other) = (try #require(chronicle.actor("USA")), try #require(chronicle.actor("CHN")))
            view.pair = ActorPair(one, other)
        }
        #expect(pair.map { $0.at("pair") } == [["CHN", "USA"]])
        let actor = try Story(story).items(Signals.self, "2018-12-31") { view, chronicle in
            view.actor = chronicle.actor("RUS")
        }
        #expect(actor.map { $0.at("pair") } == [["CHN", "RUS"]])
    }

    @Test func theOrderOfCountingNeverMatters() throws {
        let replay = try Story(story).replay(Signals.self, "2018-12-31")
        let pair = (ActorID(rawValue: 0), ActorID(rawValue: 1))
        var signals: [Signal] = []
        for (index, day) in ["-0044-03-15", "0000-12-31", "1969-12-31", "2018-06-01", "2018-06-30"]
            .enumerated()
        {
            let last = try LensDate(day).last.day
            signals.append(
                Signal(
                    source: index % 2 == 0 ? pair.0 : pair.1, target: index % 2 == 0 ? pair.1 : pair.0,
                    day: last,
                    cameoRoot: UInt8(index * 4), goldstein: Int32(index * 700 - 1000)))
        }
        var (forwards, backwards) = (Signals(), Signals())
        for signal in signals { forwards.count(signal) }
        for signal in signals.reversed() { backwards.count(signal) }
        let items = try forwards.items(replay.view, Doubts(), replay.chronicle)
        #expect(items == (try backwards.items(replay.view, Doubts(), replay.chronicle)))
        #expect(items.map { $0.at("month") } == ["-0044-03", "0000-12", "1969-12", "2018-06"])
    }
}
