import ArgumentParser
import CanonicalJSON
import Replay

/// `chancery export`
struct Export: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a projection of the log as JSON.",
        discussion: """
            A projection is what the events amount to on a day: relations, pending agreements, missions … \
            `chancery projections` lists them. The same log and the same lens give the same bytes. ndjson and csv \
            give a line for each item, with the lens in it. csv has the same columns whatever the items \
            (`chancery projections` names them); lists of codes and ids are joined by ';', what is nested further is \
            JSON, and a text that a spreadsheet would take for a formula has ' before it. network can be had as graphml and dot, timeline as timelinejs, meetings (and the \
            meetings of a timeline) as ical.

            Example:
              chancery export relations --pair ASEAN RUS --as-of 2018-08-03
            """)

    @Argument(
        help: ArgumentHelp("A projection's name.", valueName: "projection"),
        completion: Candidates.projections)
    var projection: String

    @OptionGroup(title: "Which items") var scope: ScopeOptions
    @OptionGroup(title: "Which items, further") var items: ItemOptions
    @OptionGroup(title: "Lens") var lens: LensOptions

    @Option(help: ArgumentHelp("The form of the output.", valueName: "form"))
    var format: Format = .json

    @OptionGroup var output: OutputOptions

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    enum Format: String, Sendable, CaseIterable, ExpressibleByArgument {
        case json, ndjson, csv, graphml, dot, ical, timelinejs

        /// The projections that have this form; `nil` for all.
        var projections: [String]? {
            switch self {
            case .json, .ndjson, .csv: nil
            case .graphml, .dot: ["network"]
            case .ical: ["meetings", "timeline"]
            case .timelinejs: ["timeline"]
            }
        }
    }

    func validate() throws {
        guard let known = format.projections, !known.contains(projection) else { return }
        throw ValidationError(
            "--format \(format.rawValue) is a form of \(known.joined(separator: " and ")), not of \(projection)"
        )
    }

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        // What of a timeline has a place in a calendar is its meetings.
        let asking = Asking(
            projection: format == .ical ? "meetings" : projection, scope: scope, items: items, lens: lens,
            global: global, withEvents: format == .ical || format == .timelinejs, asText: format == .json
        )
        let question = try asking.question(context)
        let answer = try asking.answer(question, context)
        let (bytes, undated) = rendered(answer, question)
        if format != .json { answer.tellWarnings(context) }
        if !undated.isEmpty {
            context.reporter.warn(
                "undated",
                "left out, since this form has no place for their dates: \(undated.joined(separator: ", "))")
        }
        if let file = output.file {
            try OutputFile(file, context).write(bytes)
        } else {
            try context.write(bytes)
        }
        return .done
    }

    /// The output, and what has no place in it.
    private func rendered(_ answer: Answer, _ question: Question) -> (bytes: [UInt8], undated: [String]) {
        switch format {
        case .ical:
            ICalendar.bytes(of: answer.items, events: answer.events, log: answer.log, lens: answer.lens)
        case .timelinejs: TimelineJS.bytes(of: answer.items, events: answer.events, lens: answer.lens)
        default: (lines(answer, question), [])
        }
    }

    private func lines(_ answer: Answer, _ question: Question) -> [UInt8] {
        switch format {
        case .json, .ical, .timelinejs: return answer.text()
        case .graphml: return GraphML.bytes(of: answer.items, lens: answer.lens, log: answer.log)
        case .dot: return DOT.bytes(of: answer.items, lens: answer.lens)
        case .csv:
            return CSV.bytes(
                of: answer.items, columns: CSVColumns.of(answer.projection, question), lens: answer.lens)
        case .ndjson:
            var writer = CanonicalWriter()
            for item in answer.items {
                var object = item.object ?? JSONObject()
                object["lens"] = answer.lens
                writer.write(.object(object))
                writer.raw("\n")
            }
            return writer.bytes
        }
    }
}

/// Asks a projection, as the options of a command say.
struct Asking {
    let projection: String
    let scope: ScopeOptions
    let items: ItemOptions
    let lens: LensOptions
    let global: GlobalOptions
    var withEvents = false
    var asText = false

    /// What the options ask for: checked before a store is looked for.
    func question(_ context: Context) throws(Failure) -> Question {
        var question = try Question(scope, items, context.registry.find(projection))
        question.withEvents = withEvents
        question.asText = asText
        return question
    }

    func answer(_ context: Context) throws(Failure) -> Answer { try answer(question(context), context) }

    func answer(_ question: Question, _ context: Context) throws(Failure) -> Answer {
        let lens = try lens.lens(context)
        let replayer = Replayer(try global.openStore(context), context.registry)
        let meter = ProgressMeter(context, global, unit: "events")
        defer { meter.finish() }
        do throws(ReplayError) {
            return try replayer.answer(projection, question, lens) { done, total in
                meter.update(done, share: Double(done) / Double(max(total, 1)))
            }
        } catch {
            throw Failure(error)
        }
    }
}

extension Answer {
    /// Tells the warnings on standard error, where the output has no place for them.
    func tellWarnings(_ context: Context) {
        for warning in warnings {
            let events = warning["events"]?.list?.compactMap(\.text) ?? []
            let about = events.isEmpty ? "" : " (\(events.joined(separator: ", ")))"
            context.reporter.warn(warning["code"]?.text ?? "", (warning["message"]?.text ?? "") + about)
        }
    }
}
