import ArgumentParser
import CanonicalJSON
import EventCoding
import EventLog

/// `chancery verify`
struct Verify: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the whole store and check that it is what was written.",
        discussion: """
            Checked are the chain of hashes, every event, and every index. Where something is wrong the report says \
            what, and the exit code is 1.

            Example:
              chancery verify
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let log = try global.openStore(context)
        let meter = ProgressMeter(context, global, unit: "events")
        defer { meter.finish() }
        let report: VerificationReport
        do throws(LogError) {
            report = try log.verify { done, total in
                meter.update(Int(clamping: done), share: Double(done) / Double(max(total, 1)))
            }
        } catch {
            throw Failure(error)
        }
        meter.finish()
        let isWhole = report.findings.isEmpty
        if context.output.isTerminal {
            for finding in report.findings { try context.print(text: DisplayText.safe(finding)) }
            let verdict = isWhole ? "all is well" : "\(report.findings.count) things are wrong"
            try context.print(
                text: "\(report.events) events read, revision \(report.head.revision): \(verdict)")
        } else {
            try context.print([
                "events": .integer(Int64(clamping: report.events)), "findings": .texts(report.findings),
                "head": .text(report.head.digest.description), "id": .text(log.id), "ok": .bool(isWhole),
                "revision": .integer(Int64(clamping: report.head.revision)),
            ])
        }
        return isWhole ? .done : .findings
    }
}
