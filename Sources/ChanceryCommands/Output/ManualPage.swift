import CanonicalJSON

/// The manual page, in the macros of man(7), made of the parser's own description of the commands.
struct ManualPage {
    private let root: JSONValue
    private let commands: [JSONValue]
    /// The titles of groups of options that several commands take, each with its options, in the order of the helps.
    private let shared: [(title: String, options: [JSONValue])]

    /// - Parameter help: the parser's description, as JSON; `nil` where it has another form than this knows.
    init?(help: String) {
        guard let document = try? JSONDocument(Array(help.utf8).span) else { return nil }
        guard let root = document.value(document.root)["command"], root["abstract"]?.text != nil,
            let commands = root["subcommands"]?.list
        else { return nil }
        self.root = root
        self.commands = commands.filter { $0["commandName"] != "help" }
        shared = Self.shared(self.commands)
    }

    var text: String {
        var page = Roff()
        page.macro("TH", "CHANCERY", "1", "", "chancery \(CommandLineProgram.version)", "Chancery")
        page.macro("SH", "NAME")
        page.line("chancery \\- \(Roff.prose(Self.phrase(root)))")
        page.macro("SH", "SYNOPSIS")
        page.line("\\fBchancery\\fR \\fIcommand\\fR [\\fIoptions\\fR]")
        page.macro("SH", "DESCRIPTION")
        page.text(root["discussion"]?.text ?? "")
        page.macro("SH", "COMMANDS")
        for command in commands { add(command, &page) }
        page.macro("SH", "OPTIONS")
        for group in shared {
            page.macro("SS", group.title)
            for option in group.options { Self.add(option, &page) }
        }
        page.macro("SH", "EXIT STATUS")
        for status in ExitStatus.allCases { page.entry("\\fB\(status.rawValue)\\fR", status.meaning) }
        page.macro("SH", "ENVIRONMENT")
        for variable in EnvironmentVariable.allCases {
            page.entry("\\fB\(variable.rawValue)\\fR", variable.meaning)
        }
        page.macro("SH", "FILES")
        page.entry(
            "\\fI.chancery\\fR", "The store that is used where none is named, here or in a folder above.")
        return page.lines.joined(separator: "\n")
    }

    private func add(_ command: JSONValue, _ page: inout Roff) {
        let name = command["commandName"]?.text ?? ""
        let arguments = Self.arguments(command)
        let positional = arguments.filter { $0["kind"] == "positional" }
        page.macro("SS", (["chancery", name] + positional.map(Self.synopsis)).joined(separator: " "))
        page.text(command["abstract"]?.text ?? "")
        page.macro("PP")
        page.text(command["discussion"]?.text ?? "")
        var borrowed: [String] = []
        for argument in arguments {
            let title = argument["sectionTitle"]?.text ?? ""
            if shared.contains(where: { $0.title == title }) {
                if !borrowed.contains(title) { borrowed.append(title) }
            } else {
                Self.add(argument, &page)
            }
        }
        guard !borrowed.isEmpty else { return }
        page.macro("PP")
        page.text("It also takes the options under \(borrowed.map { "`\($0)`" }.joined(separator: ", ")).")
    }

    private static func add(_ argument: JSONValue, _ page: inout Roff) {
        var explanation = argument["abstract"]?.text ?? ""
        if let values = argument["allValues"]?.list?.compactMap(\.text), !values.isEmpty {
            explanation += " One of \(values.joined(separator: ", "))."
        }
        if let standard = argument["defaultValue"]?.text { explanation += " Default: \(standard)." }
        page.entry(head(argument), explanation)
    }

    /// The option's names and its value, or the argument's name.
    private static func head(_ argument: JSONValue) -> String {
        let value = (argument["valueName"]?.text).map { "\\fI\(Roff.literal($0))\\fR" }
        guard argument["kind"] != "positional" else { return value ?? "" }
        let names = (argument["names"]?.list ?? []).map { name in
            let dashes = name["kind"] == "short" ? "-" : "--"
            return "\\fB" + Roff.literal(dashes + (name["name"]?.text ?? "")) + "\\fR"
        }
        let listed = names.joined(separator: ", ")
        return argument["kind"] == "option" ? "\(listed) \(value ?? "")" : listed
    }

    private static func synopsis(_ argument: JSONValue) -> String {
        let name = (argument["valueName"]?.text ?? "") + (argument["isRepeating"] == true ? "..." : "")
        return argument["isOptional"] == true ? "[\(name)]" : name
    }

    /// The abstract as what may follow a dash: without a capital or a full stop.
    private static func phrase(_ command: JSONValue) -> String {
        let abstract = command["abstract"]?.text ?? ""
        let start = abstract.prefix(1).lowercased() + abstract.dropFirst()
        return start.hasSuffix(".") ? String(start.dropLast()) : start
    }

    /// What the help of a command lists; the option that shows it apart.
    private static func arguments(_ command: JSONValue) -> [JSONValue] {
        (command["arguments"]?.list ?? []).filter { argument in
            argument["shouldDisplay"] == true
                && argument["names"]?.list?.contains { $0["name"] == "help" || $0["name"] == "version" }
                    != true
        }
    }

    /// The titled groups that more than one command has.
    private static func shared(_ commands: [JSONValue]) -> [(title: String, options: [JSONValue])] {
        var groups: [(title: String, options: [JSONValue])] = []
        var counts: [String: Int] = [:]
        for command in commands {
            var own: [(title: String, options: [JSONValue])] = []
            for argument in arguments(command) {
                guard let title = argument["sectionTitle"]?.text, !title.isEmpty else { continue }
                if let place = own.firstIndex(where: { $0.title == title }) {
                    own[place].options.append(argument)
                } else {
                    own.append((title, [argument]))
                }
            }
            for group in own {
                counts[group.title, default: 0] += 1
                if counts[group.title] == 1 { groups.append(group) }
            }
        }
        return groups.filter { counts[$0.title, default: 0] > 1 }
    }
}

/// Lines of a manual page.
private struct Roff {
    private(set) var lines: [String] = []

    mutating func macro(_ name: String, _ arguments: String...) {
        let quoted = arguments.map { "\"" + Roff.literal($0) + "\"" }
        lines.append(([".\(name)"] + quoted).joined(separator: " "))
    }

    /// A line that is marked up already.
    mutating func line(_ text: String) { lines.append(text) }

    /// A term and what it means.
    mutating func entry(_ term: String, _ explanation: String) {
        lines.append(".TP")
        lines.append(term)
        text(explanation.isEmpty ? "See above." : explanation)
    }

    /// Paragraphs as helps have them: an empty line between two, and two spaces before what is to be typed.
    mutating func text(_ text: String) {
        var isExample = false
        var needsParagraph = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isTyped = line.hasPrefix("  ")
            if isTyped != isExample {
                lines += isTyped ? [".RS 4", ".nf"] : [".fi", ".RE"]
                isExample = isTyped
            }
            if line.isEmpty {
                needsParagraph = true
                continue
            }
            if needsParagraph { lines.append(".PP") }
            needsParagraph = false
            lines.append(isTyped ? Roff.literal(String(line.dropFirst(2))) : Roff.prose(String(line)))
        }
        if isExample { lines += [".fi", ".RE"] }
    }

    /// Text that is to stand there character for character.
    static func literal(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "\"": result += "\\(dq"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            default: result.append(character)
            }
        }
        return result.hasPrefix(".") ? "\\&" + result : result
    }

    /// Text in which what stands between backquotes is code.
    static func prose(_ text: String) -> String {
        var result = ""
        for (index, part) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
            result += index.isMultiple(of: 2) ? literal(String(part)) : "\\fB\(literal(String(part)))\\fR"
        }
        return result
    }
}
