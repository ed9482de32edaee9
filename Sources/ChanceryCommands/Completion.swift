import ArgumentParser

/// `chancery completion`
struct Completion: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print what teaches a shell to complete this program's words.",
        discussion: """
            The shell then offers commands and options, projections, types, the codes of actors, and the subjects \
            and last events of the store. `make install` puts the scripts where the shells look for them; by hand:

              bash  source <(chancery completion bash)      in ~/.bashrc
              zsh   chancery completion zsh > _chancery     in a folder of $fpath
              fish  chancery completion fish | source       in config.fish

            Example:
              chancery completion bash > chancery.bash
            """)

    @Argument(help: ArgumentHelp("bash, zsh or fish.", valueName: "shell"))
    var shell: Shell

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    enum Shell: String, Sendable, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish

        var parsers: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        try context.print(text: Chancery.completionScript(for: shell.parsers))
        return .done
    }
}
