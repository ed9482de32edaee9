import ArgumentParser

/// `chancery manual`
struct Manual: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the manual page, in the form that man reads.",
        discussion: """
            It says what the helps of all commands say, with the exit codes, the environment and the files. \
            `make install` puts it where man looks for it.

            Example:
              chancery manual > chancery.1
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        guard let page = ManualPage(help: Chancery._dumpHelp()) else {
            throw Failure(.fault, "manual", "the parser's description of the commands can't be read")
        }
        try context.print(text: page.text)
        return .done
    }
}
