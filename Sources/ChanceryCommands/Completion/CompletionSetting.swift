import ArgumentParser
import EventLog
import Replay
import SystemPackage

/// What a shell's question for words has to do with: the store that the command line would use, and the projections
/// that can be asked for.
struct CompletionSetting: Sendable {
    var environment: [String: String]
    var directory: String
    var registry: ProjectionRegistry

    /// That of the question being answered: the parser hands the closures that answer it nothing but words.
    @TaskLocal static var current = CompletionSetting(
        environment: [:], directory: "", registry: .builtIn)

    /// The store that the words on the command line name, or that is found without; `nil` where there is none to
    /// read. A shell that waits for words has no use for an error.
    func log(_ words: [String]) -> EventLog? {
        guard let path = path(words) else { return nil }
        return try? EventLog.open(path: path, allowNetworkFileSystem: false)
    }

    private func path(_ words: [String]) -> String? {
        let base = FilePath(directory)
        for (place, word) in words.enumerated() {
            if word == "--store", let next = words.dropFirst(place + 1).first {
                return base.pushing(FilePath(next)).string
            }
            if word.hasPrefix("--store=") { return base.pushing(FilePath(String(word.dropFirst(8)))).string }
        }
        return GlobalOptions.existingPath(environment: environment, directory: directory)
    }
}
