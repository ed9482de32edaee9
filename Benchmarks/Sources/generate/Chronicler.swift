import DiplomaticEvents
import EDTF

/// Makes up the lines of a log, one after another.
struct Chronicler {
    private let total: Int
    /// About so many events are on agreements.
    private let agreementCount: Int
    private let facts: FactTable?
    private let dates = Dates()
    let prose: Prose
    private var line = Line()
    private var number = 0
    /// Events of late that a correction may be about, and corrections that another may be about.
    private var correctable: [(number: Int, day: CivilDay, isCorrection: Bool)] = []
    /// Statements of late, about which other records are: no state hangs on one.
    private var statements: [Int] = []
    // What the happenings are drawn from.
    var random: SeededGenerator
    let cast: Cast
    var agreements = Threads(Thread.agreement)
    var meetings = Threads(Thread.meeting)
    var incidents = Threads(Thread.incident)
    var expectations = Threads(Thread.expectation)
    var people = 0
    var governments = 0

    init(total: Int, agreements: Int, seed: UInt64, facts: FactTable?) {
        self.total = total
        agreementCount = agreements
        self.facts = facts
        random = SeededGenerator(seed: seed)
        cast = Cast(&random)
        prose = Prose(&random)
    }

    /// Appends the next line with its end.
    mutating func writeNext(_ bytes: inout [UInt8]) {
        number += 1
        let reported = Dates.day(number - 1, of: total)
        line.begin()
        line.add("id", id(number))
        if !correctable.isEmpty, random.chance(10) {
            correct(reported)
        } else if !statements.isEmpty, random.below(10_000) < 5 {
            judge(reported)
        } else {
            tell(happening(), reported)
        }
        addSource()
        bytes.append(contentsOf: line.bytes)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Two in three are signals, but for the agreements.
    private mutating func happening() -> Happening {
        if random.below(max(total, 1)) < agreementCount { return agreement() }
        if random.below(max(total, 1)) < 100 { return government() }
        return random.chance(660) ? signal() : other()
    }

    private func id(_ number: Int) -> String {
        let digits = "\(number)"
        return "made-up-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }

    // MARK: How it is told

    private mutating func tell(_ event: Happening, _ reported: CivilDay) {
        let day = Dates.occurred(reported: reported, &random)
        let isSignal = event.type == .signalCoded
        let told =
            isSignal
            ? dates.exactly(day)
            : event.lasts ? dates.span(day, &random) : dates.vaguely(day, &random)
        line.add("type", event.type.name)
        line.add("occurred", told.text)
        line.add("reported", dates.text(reported))
        // What is asserted cannot have happened after its report.
        var (earliest, latest) = (told.earliest, min(told.latest, reported.lastInstant.seconds))
        if let days = event.effectiveAfter {
            let effective = dates.exactly(day.adding(days: Int64(days)))
            line.add("effective", effective.text)
            (earliest, latest) = (effective.earliest, effective.latest)
        }
        if let subject = event.subject { line.add("subject", subject) }
        if !event.actors.isEmpty {
            line.open("actors")
            for (role, codes) in event.actors { line.add(role.name, codes: codes) }
            line.end()
        }
        if let bloc = event.eachMember {
            line.open("actsAs")
            line.add(bloc, "each-member")
            line.end()
        }
        let isPlanned = !isSignal && random.chance(20)
        if isPlanned { line.add("assertion", "planned") }
        if !event.data.isEmpty {
            line.open("data")
            for (name, value) in event.data { line.add(name, value) }
            line.end()
        }
        facts?.add(number, event, earliest: earliest, latest: latest, isAsserted: !isPlanned)
        if event.effectiveAfter == nil { keep(day, isCorrection: false) }
        if event.type == .statementMade, statements.count < 1000 { statements.append(number) }
    }

    /// Another date for an event of late, or for the date that a correction has given one.
    private mutating func correct(_ reported: CivilDay) {
        let about = random.one(of: correctable)
        let day = dates.exactly(about.day.adding(days: Int64(random.within(-20...(-1)))))
        addRecord(.recordCorrected, of: about.number, reported)
        line.add("reason", "the date was misread")
        line.open("patch")
        if about.isCorrection {
            line.open("data")
            line.open("patch")
        }
        line.add("occurred", day.text)
        if about.isCorrection {
            line.end()
            line.end()
        }
        line.end()
        line.end()
        facts?.add(correction: number, of: about.number, day, isOfCorrection: about.isCorrection)
        if !about.isCorrection { keep(about.day, isCorrection: true) }
    }

    /// What else there is to be said about an event. Each statement is retracted, or named a duplicate, once at most.
    private mutating func judge(_ reported: CivilDay) {
        let type = random.one(of: [
            EventType.recordRetracted, .recordDuplicateOf, .recordDisputed, .recordPreferred,
            .recordAnnotated,
        ])
        let target = statements.remove(at: random.below(statements.count))
        addRecord(type, of: target, reported)
        if type == .recordDuplicateOf {
            line.add("canonical", id(1))
        } else {
            line.add("reason", "the desk says so")
        }
        line.end()
    }

    private mutating func addRecord(_ type: EventType, of target: Int, _ reported: CivilDay) {
        line.add("type", type.name)
        line.add("occurred", dates.text(reported))
        line.add("reported", dates.text(reported))
        line.open("data")
        line.add("target", id(target))
    }

    private mutating func keep(_ day: CivilDay, isCorrection: Bool) {
        let entry = (number: number, day: day, isCorrection: isCorrection)
        if correctable.count < 2000 {
            correctable.append(entry)
        } else {
            correctable[random.below(2000)] = entry
        }
    }

    /// The source, and words up to a length of 440 to 520 bytes where there is room.
    private mutating func addSource() {
        let source = random.within(1...5000)
        line.open("source")
        line.add("id", "dispatch-\(source)")
        line.add("title", "Dispatch \(source) from the wire")
        line.add("publisher", random.one(of: Prose.publishers))
        line.add("reliability", "B")
        line.add("credibility", .number(random.within(1...4)))
        line.end()
        let room = random.within(440...520) - line.count - #","note":"""#.utf8.count - 1
        if room > 32 { line.add("note", text: prose.words(atMost: room, &random)) }
        line.end()
    }
}
