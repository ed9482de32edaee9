import Foundation
import Testing

/// The manual page, and where an installation puts it.
@Suite struct ManualTests {
    @Test func itNamesEveryCommandEveryOptionAndEveryExitCode() throws {
        let folder = try ExampleFolder()
        let page = try folder.run("chancery", ["manual"]).output.replacing("\\-", with: "-")
        let dump = try folder.run("chancery", ["--experimental-dump-help"]).output
        let tool = try #require(try JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any])
        let root = try #require(tool["command"] as? [String: Any])
        let commands = (root["subcommands"] as? [[String: Any]] ?? [])
            .filter { $0["commandName"] as? String != "help" }
        #expect(commands.count >= 20)
        for command in commands {
            let name = try #require(command["commandName"] as? String)
            #expect(page.contains(".SS \"chancery \(name)"), "\(name)")
            for argument in command["arguments"] as? [[String: Any]] ?? [] {
                for option in argument["names"] as? [[String: String]] ?? [] where option["kind"] == "long" {
                    let long = "--" + (option["name"] ?? "")
                    if ["--help", "--version"].contains(long) { continue }
                    #expect(page.contains("\\fB\(long)\\fR"), "\(name) \(long)")
                }
            }
        }
        for code in [0, 1, 64, 65, 66, 70, 73, 74, 75] { #expect(page.contains("\\fB\(code)\\fR\n")) }
        #expect(page.contains("CHANCERY_STORE"))
    }

    @Test(.enabled(if: ExampleFolder.finds("groff")))
    func itIsFormattedWithoutAWarning() throws {
        let folder = try ExampleFolder()
        let done = try folder.bash("chancery manual | groff -man -ww -K utf8 -T utf8 -rLL=78n")
        #expect(done.status == 0)
        #expect(done.errors.isEmpty, "\(done.errors)")
        #expect(done.output.contains("chancery append Events/asean-russia-2018.ndjson"))
    }

    @Test(.enabled(if: ExampleFolder.finds("make")))
    func anInstallationHasProgramPageAndCompletions() throws {
        let folder = try ExampleFolder()
        let program = try #require(ExampleFolder.program)
        // The program that is tested stands in for the one that make would build.
        let arguments = [
            "-s", "-o", "build", "install", "CHANCERY=\(program.path)", "PREFIX=/usr",
            "DESTDIR=\(folder.folder.path)/root",
        ]
        let done = try folder.run("make", arguments, in: ExampleFolder.root)
        #expect(done.status == 0, "\(done.errors)")
        let places = [
            "bin/chancery", "share/man/man1/chancery.1", "share/bash-completion/completions/chancery",
            "share/zsh/site-functions/_chancery", "share/fish/vendor_completions.d/chancery.fish",
        ]
        for place in places { #expect(folder.has("root/usr/" + place), "\(place)") }
        let version = try folder.run(folder.folder.path + "/root/usr/bin/chancery", ["--version"])
        #expect(version.output.hasPrefix("chancery "))
        let gone = try folder.run(
            "make", arguments.map { $0 == "install" ? "uninstall" : $0 }, in: ExampleFolder.root)
        #expect(gone.status == 0, "\(gone.errors)")
        for place in places { #expect(!folder.has("root/usr/" + place), "\(place)") }
    }
}
