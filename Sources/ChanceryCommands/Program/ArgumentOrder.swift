/// What is done to the arguments before they are parsed: `--pair` takes two values, a date may begin with the minus
/// sign of its year, and the global options may stand before the command.
enum ArgumentOrder {
    private static let globalWithValue = ["--store", "--errors"]
    private static let globalFlags = ["--progress", "--no-progress", "--allow-network-file-system"]

    static func arranged(_ arguments: [String]) -> [String] {
        joinedYears(joinedPairs(globalsMoved(arguments)))
    }

    /// The form of errors that is asked for, which must be known before anything can go wrong.
    static func errorForm(_ arguments: [String]) -> ErrorForm {
        let options = arguments.prefix { $0 != "--" }
        for (place, argument) in options.enumerated() {
            if argument == "--errors=json" { return .json }
            if argument == "--errors", options.dropFirst(place + 1).first == "json" { return .json }
        }
        return .text
    }

    /// `--pair A B` as one argument, `--pair=A,B`.
    private static func joinedPairs(_ arguments: [String]) -> [String] {
        var result: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" { return result + [argument] + rest }
            guard argument == "--pair", let one = rest.first, !one.hasPrefix("-"), !one.contains(","),
                let other = rest.dropFirst().first, !other.hasPrefix("-")
            else {
                result.append(argument)
                continue
            }
            result.append("--pair=\(one),\(other)")
            rest = rest.dropFirst(2)
        }
        return result
    }

    /// `--as-of -0044-03-15` as one argument: no option begins with a digit.
    private static func joinedYears(_ arguments: [String]) -> [String] {
        var result: [String] = []
        for (place, argument) in arguments.enumerated() {
            if argument == "--" { return result + arguments[place...] }
            if isNegative(argument), let option = result.last, option.hasPrefix("--"), !option.contains("=") {
                result[result.count - 1] = option + "=" + argument
            } else {
                result.append(argument)
            }
        }
        return result
    }

    private static func isNegative(_ argument: String) -> Bool {
        let bytes = argument.utf8
        return bytes.first == UInt8(ascii: "-")
            && bytes.dropFirst().first.map { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } == true
    }

    /// Options that every command takes, moved from before the command to the end.
    private static func globalsMoved(_ arguments: [String]) -> [String] {
        var moved: [String] = []
        var rest = arguments[...]
        while let argument = rest.first {
            if globalWithValue.contains(argument), rest.count > 1 {
                moved += rest.prefix(2)
                rest = rest.dropFirst(2)
            } else if globalFlags.contains(argument)
                || globalWithValue.contains(where: { argument.hasPrefix($0 + "=") })
            {
                moved.append(argument)
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        if moved.isEmpty || rest.isEmpty || rest.first?.hasPrefix("-") == true { return Array(rest) }
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return rest[..<end] + moved + rest[end...]
    }
}
