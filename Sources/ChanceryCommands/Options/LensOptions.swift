import ArgumentParser
import EDTF
import EventCoding
import Replay

/// The three clocks: what was so, what was reported, what the log held.
struct LensOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What was so on that day: a day, a month or year (its last day), or an RFC 3339 time. Default: today, UTC.",
            valueName: "date"))
    var asOf: String?

    @Option(help: ArgumentHelp("Only what had been reported by that day.", valueName: "date"))
    var reportedBy: String?

    @Option(help: ArgumentHelp("The same as --as-of and --reported-by together.", valueName: "date"))
    var asKnown: String?

    @Option(help: ArgumentHelp("Only what this log held at that time.", valueName: "time"))
    var recordedBy: String?

    @Option(help: ArgumentHelp("Only what this log held at that revision.", valueName: "n"))
    var atRevision: UInt64?

    @Option(
        help: ArgumentHelp(
            "What a vague date counts as: from its last day on, or from its first.", valueName: "reading"))
    var dates: Reading = .certain

    enum Reading: String, Sendable, CaseIterable, ExpressibleByArgument {
        case certain, possible

        var dates: Lens.Dates { self == .certain ? .certain : .possible }
    }
}

extension LensOptions {
    /// The dates as they are given; `asOf` may be missing.
    struct Given {
        var asOf: LensDate?
        var reportedBy: LensDate?
        var recordedBy: LensDate?
    }

    func given() throws(Failure) -> Given {
        if asKnown != nil, asOf != nil || reportedBy != nil {
            throw .usage("--as-known stands for --as-of and --reported-by; give it alone or give those two")
        }
        return Given(
            asOf: try LensOptions.date(asKnown ?? asOf, asKnown == nil ? "--as-of" : "--as-known"),
            reportedBy: try LensOptions.date(asKnown ?? reportedBy, "--reported-by"),
            recordedBy: try LensOptions.date(recordedBy, "--recorded-by"))
    }

    /// The lens; without a day it is today's.
    ///
    /// - Parameter to: the day that another option of the command gives.
    func lens(_ context: Context, to: LensDate? = nil) throws(Failure) -> Lens {
        let given = try given()
        if to != nil, given.asOf != nil, asKnown == nil {
            throw .usage("--to and --as-of both name the day; give one of them")
        }
        let day: LensDate
        if let asked = to ?? given.asOf { day = asked } else { day = try LensOptions.today(context) }
        return Lens(
            asOf: day, reportedBy: given.reportedBy, recordedBy: given.recordedBy, atRevision: atRevision,
            dates: dates.dates)
    }

    /// Today in UTC, as a plain day.
    static func today(_ context: Context) throws(Failure) -> LensDate {
        let text = String(Timestamp.text(context.clock()).prefix { $0 != "T" })
        guard let today = try date(text, "today") else { throw .usage("no day") }
        return today
    }

    static func date(_ text: String?, _ option: String) throws(Failure) -> LensDate? {
        guard let text else { return nil }
        do throws(EDTFError) {
            return try LensDate(text)
        } catch {
            throw .usage(
                "\(option): '\(text)' is not a day, month, year or RFC 3339 time: \(error); write 2018-08-03")
        }
    }
}
