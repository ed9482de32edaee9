import ArgumentParser
import CanonicalJSON
import EventCoding
import EventLog
import Replay

/// `chancery verify`
struct Verify: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the whole store and check that it is what was written.",
        discussion: """
            Checked are every page of the file, every event, the tree of hashes over them, and every index. Where \
            something is wrong the report says what, and the exit code is 1. With `--against FILE…` the log is held \
            against seals: each tells of any event up to its revision that is another now, whoever has written the \
            store. Each snapshot is held against a replay.

            Example:
              chancery verify
            """)

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Seals that the log must still keep.", valueName: "file"),
        completion: .file())
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
        let damage = try global.damage(context)
        guard damage.isEmpty else { return try print(damage, context) }
        let log: EventLog
        do throws(Failure) {
            log = try global.openStore(context)
        } catch {
            return try printDamage(error, context)
        }
        let meter = ProgressMeter(context, global, unit: "events")
        defer { meter.finish() }
        var report: VerificationReport
        do throws(LogError) {
            report = try log.verify(rootsAt: Set(seals.map(\.1.revision))) { done, total in
                meter.update(Int(clamping: done), share: Double(done) / Double(max(total, 1)))
            }
        } catch {
            meter.finish()
            return try printDamage(Failure(error), context)
        }
        meter.finish()
        for (name, seal) in seals {
            guard let finding = report.finding(against: seal, trusted: trusted) else { continue }
            report.findings.append("\(name): \(finding)")
        }
        var snapshots = 0
        if report.findings.isEmpty {
            // Where the log itself is damaged there is nothing to hold them against.
            do throws(ReplayError) {
                let (held, findings) = try Replayer(log, context.registry).verifySnapshots()
                snapshots = held
                report.findings += findings
            } catch {
                return try printDamage(Failure(error), context)
            }
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
                "seals": .integer(Int64(seals.count)), "snapshots": .integer(Int64(snapshots)),
            ])
        }
        return isWhole ? .done : .findings
    }

    /// A store that can't be read for what is in it has been found to be damaged; anything else is a failure.
    private func printDamage(_ failure: Failure, _ context: Context) throws(Failure) -> ExitStatus {
        guard let problem = failure.problems.first, problem.code == "corrupt" else { throw failure }
        return try print([problem.message], context)
    }

    /// The report on a store of which no event was read.
    private func print(_ damage: [String], _ context: Context) throws(Failure) -> ExitStatus {
        if context.output.isTerminal {
            for finding in damage { try context.print(text: DisplayText.safe(finding)) }
            try context.print(
                text: "no events read, the file itself is damaged: \(damage.count) things are wrong")
        } else {
            try context.print([
                "events": 0, "findings": .texts(damage), "head": .null, "id": .null, "ok": false,
                "revision": .null,
            ])
        }
        return .findings
    }
}
