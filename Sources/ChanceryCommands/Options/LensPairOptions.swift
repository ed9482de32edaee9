import ArgumentParser
import EDTF
import Replay

/// In what two lenses differ. The lens options that every command takes hold for a side that has none of its own.
struct LensPairOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What was so on that day; the first side's --as-of.", valueName: "date"))
    var from: String?

    @Option(help: ArgumentHelp("The second side's --as-of.", valueName: "date"))
    var to: String?

    @Option(help: ArgumentHelp("The first side's --reported-by.", valueName: "date"))
    var reportedFrom: String?

    @Option(help: ArgumentHelp("The second side's --reported-by.", valueName: "date"))
    var reportedTo: String?

    @Option(
        help: ArgumentHelp("The first side's --as-known: a day, and what was known on it.", valueName: "date")
    )
    var knownFrom: String?

    @Option(help: ArgumentHelp("The second side's --as-known.", valueName: "date"))
    var knownTo: String?

    @Option(help: ArgumentHelp("The first side's --at-revision.", valueName: "n"))
    var revisionFrom: UInt64?

    @Option(help: ArgumentHelp("The second side's --at-revision.", valueName: "n"))
    var revisionTo: UInt64?

    @Option(help: ArgumentHelp("The first side's --recorded-by.", valueName: "time"))
    var recordedFrom: String?

    @Option(help: ArgumentHelp("The second side's --recorded-by.", valueName: "time"))
    var recordedTo: String?

    @Option(help: ArgumentHelp("The first side's --dates.", valueName: "reading"))
    var datesFrom: LensOptions.Reading?

    @Option(help: ArgumentHelp("The second side's --dates.", valueName: "reading"))
    var datesTo: LensOptions.Reading?
}

extension LensPairOptions {
    /// The two lenses: of each side what it has of its own, else what holds for both, else what every lens has.
    func lenses(_ common: LensOptions, _ context: Context) throws(Failure) -> (from: Lens, to: Lens) {
        try check(common)
        return (
            try side(
                common, context, asOf: from, reportedBy: reportedFrom, known: knownFrom,
                recordedBy: recordedFrom, revision: revisionFrom, dates: datesFrom, "from"),
            try side(
                common, context, asOf: to, reportedBy: reportedTo, known: knownTo, recordedBy: recordedTo,
                revision: revisionTo, dates: datesTo, "to")
        )
    }

    private func side(
        _ common: LensOptions, _ context: Context, asOf: String?, reportedBy: String?, known: String?,
        recordedBy: String?, revision: UInt64?, dates: LensOptions.Reading?, _ end: String
    ) throws(Failure) -> Lens {
        if known != nil, asOf != nil || reportedBy != nil {
            throw .usage(
                "--known-\(end) stands for --\(end) and --reported-\(end); give it alone or give those two")
        }
        let shared = try common.given()
        let ownDay = try LensOptions.date(known ?? asOf, known == nil ? "--\(end)" : "--known-\(end)")
        let ownReport = try LensOptions.date(known ?? reportedBy, "--reported-\(end)")
        let day: LensDate
        if let asked = ownDay ?? shared.asOf { day = asked } else { day = try LensOptions.today(context) }
        return Lens(
            asOf: day, reportedBy: ownReport ?? shared.reportedBy,
            recordedBy: try LensOptions.date(recordedBy, "--recorded-\(end)") ?? shared.recordedBy,
            atRevision: revision ?? common.atRevision, dates: (dates ?? common.dates).dates)
    }

    /// Refuses two sides that nothing tells apart, and an option for both that neither would heed.
    private func check(_ common: LensOptions) throws(Failure) {
        let days = (from ?? knownFrom, to ?? knownTo)
        let reports = (reportedFrom ?? knownFrom, reportedTo ?? knownTo)
        let isTold: [(first: Bool, second: Bool, common: Bool, option: String)] = [
            (days.0 != nil, days.1 != nil, common.asOf != nil, "--as-of"),
            (days.0 != nil, days.1 != nil, common.asKnown != nil, "--as-known"),
            (reports.0 != nil, reports.1 != nil, common.reportedBy != nil, "--reported-by"),
            (recordedFrom != nil, recordedTo != nil, common.recordedBy != nil, "--recorded-by"),
            (revisionFrom != nil, revisionTo != nil, common.atRevision != nil, "--at-revision"),
            (datesFrom != nil, datesTo != nil, false, "--dates"),
        ]
        if let idle = isTold.first(where: { $0.first && $0.second && $0.common }) {
            throw .usage("\(idle.option) is for both sides, and each has its own; leave it out")
        }
        if !isTold.contains(where: { $0.first || $0.second }) {
            throw .usage(
                "diff needs two lenses: --from and --to (days), --reported-from and --reported-to, or --revision-from "
                    + "and --revision-to")
        }
    }
}
