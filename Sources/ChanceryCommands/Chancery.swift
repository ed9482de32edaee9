import ArgumentParser

/// The program as the argument parser sees it.
struct Chancery: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chancery",
        abstract:
            "A timeline of diplomatic events: what happened, what was known of it, and where things stood.",
        discussion: """
            Events go into an append-only log; views of any day are folded from it. Three clocks can be set: what \
            was so on a day (--as-of), what had been reported by a day (--reported-by), and what the log held \
            (--at-revision, --recorded-by).

            Data goes to standard output, all else to standard error. Exit codes: 0 done, 1 differences or findings, 64 a \
            wrong command line, 65 bad input, 66 no such thing, 70 a corrupt store, 73 and 74 no output or no room, 75 \
            try again.

            `chancery help COMMAND` tells more of a command, `chancery manual` prints it all as a page for man, and \
            `chancery completion` teaches a shell to complete words.

            Examples:
              chancery append Events/asean-russia-2018.ndjson
              chancery view pending-agreements --as-known 2018-08-03
              chancery export relations --pair ASEAN RUS --as-known 2018-08-03
            """,
        version: "chancery \(CommandLineProgram.version)",
        subcommands: [],
        groupedSubcommands: [
            CommandGroup(
                name: "Writing",
                subcommands: [Init.self, Append.self, Record.self, Redact.self, Restore.self]),
            CommandGroup(
                name: "Asking",
                subcommands: [
                    Log.self, Show.self, ReplayCommand.self, Export.self, ViewCommand.self, Diff.self,
                    ProjectionList.self,
                    Types.self, Actors.self,
                ]),
            CommandGroup(
                name: "Upkeep",
                subcommands: [
                    Verify.self, SealCommand.self, Prove.self, Statistics.self, Backup.self, Dump.self,
                    Compact.self, Snapshots.self,
                ]),
            CommandGroup(name: "Learning", subcommands: [Completion.self, Manual.self]),
        ])

    /// The names of all commands.
    static var commandNames: [String] {
        configuration.groupedSubcommands.flatMap(\.subcommands).map { $0._commandName } + ["help"]
    }
}
