import ArgumentParser

/// Where a command that makes a document puts it.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp(
            "Write this file, whole or not at all, instead of standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    /// The file's name; `nil` for standard output, which `-` stands for too.
    var file: String? { output == "-" ? nil : output }
}
