import ArgumentParser
import CanonicalJSON
import EventCoding
import EventLog

/// `chancery verify`
struct Verify: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the whole store and check that it is what was written.",
        discussion: """
            Checked are every event, the tree of hashes over them, and every index. Where something is wrong the \
            report says what, and the exit code is 1. With `--against FILE…` the log is held against seals: each \
            tells of any event up to its revision that is another now, whoever has written the store.

            Example:
              chancery verify
            """)

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Seals that the log must still keep.", valueName: "file"))
    var against: [String] = []

    @Option(
        help: ArgumentHelp(
            "With --against: only seals of this public key count (repeatable).", valueName: "ed25519:…"))
    var trustedKey: [String] = []

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        if against.isEmpty, !trustedKey.isEmpty { throw .usage("--trusted-key goes with --against") }
        let trusted = try TrustedKeys.read(trustedKey)
        let seals = try against.map { (name) throws(Failure) in (name, try SealedFile.seal(name, context)) }
        let log = try global.openStore(context)
        let meter = ProgressMeter(context, global, unit: "events")
        defer { meter.finish() }
        var report: VerificationReport
        do throws(LogError) {
            report = try log.verify(rootsAt: Set(seals.map(\.1.revision))) { done, total in
                meter.update(Int(clamping: done), share: Double(done) / Double(max(total, 1)))
            }
        } catch {
            throw Failure(error)
        }
        meter.finish()
        for (name, seal) in seals {
            guard let finding = report.finding(against: seal, trusted: trusted) else { continue }
            report.findings.append("\(name): \(finding)")
        }
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
                "seals": .integer(Int64(seals.count)),
            ])
        }
        return isWhole ? .done : .findings
    }
}
