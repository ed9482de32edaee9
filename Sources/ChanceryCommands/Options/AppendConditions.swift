import ArgumentParser
import DiplomaticEvents
import EventLog

/// Under which conditions an append is to be done.
struct AppendConditions: ParsableArguments {
    @Flag(help: "Check everything and record nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("Only if the log's last revision is this one; else exit 75.", valueName: "n"))
    var ifRevision: UInt64?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Only if no event of this subject or actor has come since that revision; else exit 75. Repeatable.",
            valueName: "name@n"))
    var ifUnchanged: [String] = []

    @Flag(help: "Take actors that neither the built-in table nor an actor.defined knows.")
    var allowNewActors = false

    func options() throws(Failure) -> AppendOptions {
        var options = AppendOptions()
        options.dryRun = dryRun
        options.ifRevision = ifRevision
        options.allowNewActors = allowNewActors
        for text in ifUnchanged {
            guard let at = text.lastIndex(of: "@"), let since = UInt64(text[text.index(after: at)...]) else {
                throw .usage(
                    "--if-unchanged: '\(text)' is not NAME@REVISION, such as RUS@12 or agreement/paris-2015@40"
                )
            }
            let name = String(text[..<at])
            guard SubjectName.isWellFormed(name) || ActorCode.isWellFormed(name) else {
                throw .usage("--if-unchanged: '\(name)' is neither a subject (kind/slug) nor an actor's code")
            }
            options.ifUnchanged.append(AppendOptions.Unchanged(name: name, since: since))
        }
        return options
    }
}
