import CanonicalJSON

/// JSON over several lines, for people: what fits into a line stands in one.
enum PrettyJSON {
    private static let width = 100

    static func text(_ value: JSONValue) -> String {
        var text = ""
        write(value, indent: 0, into: &text)
        return text
    }

    private static func write(_ value: JSONValue, indent: Int, into text: inout String) {
        let line = DisplayText.safe(spaced(value))
        if line.utf8.count + indent * 2 <= width {
            text += line
            return
        }
        let inner = String(repeating: "  ", count: indent + 1)
        let outer = String(repeating: "  ", count: indent)
        switch value {
        case .object(let object) where !object.members.isEmpty:
            text += "{\n"
            for (index, member) in object.members.enumerated() {
                text += "\(inner)\(CanonicalWriter.text(of: .text(member.name))): "
                write(member.value, indent: indent + 1, into: &text)
                text += index == object.members.count - 1 ? "\n" : ",\n"
            }
            text += outer + "}"
        case .list(let list) where list.allSatisfy(isScalar) && !list.isEmpty:
            text += "[\n" + filled(list.map(spaced), inner) + "\n\(outer)]"
        case .list(let list) where !list.isEmpty:
            text += "[\n"
            for (index, element) in list.enumerated() {
                text += inner
                write(element, indent: indent + 1, into: &text)
                text += index == list.count - 1 ? "\n" : ",\n"
            }
            text += outer + "]"
        default: text += line
        }
    }

    private static func isScalar(_ value: JSONValue) -> Bool {
        switch value {
        case .object, .list: false
        default: true
        }
    }

    /// Values in lines as full as they can be.
    private static func filled(_ values: [String], _ indent: String) -> String {
        var lines: [String] = []
        var line = indent
        for (index, value) in values.enumerated() {
            let piece = DisplayText.safe(value) + (index == values.count - 1 ? "" : ",")
            if line.utf8.count > indent.utf8.count, line.utf8.count + piece.utf8.count + 1 > width {
                lines.append(line)
                line = indent
            }
            line += (line.utf8.count > indent.utf8.count ? " " : "") + piece
        }
        return (lines + [line]).joined(separator: "\n")
    }

    /// The value in one line, with a space after each colon and comma.
    private static func spaced(_ value: JSONValue) -> String {
        switch value {
        case .object(let object):
            let members = object.members.map {
                "\(CanonicalWriter.text(of: .text($0.name))): \(spaced($0.value))"
            }
            return members.isEmpty ? "{}" : "{ " + members.joined(separator: ", ") + " }"
        case .list(let list): return "[" + list.map(spaced).joined(separator: ", ") + "]"
        default: return CanonicalWriter.text(of: value)
        }
    }
}
