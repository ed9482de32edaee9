import CanonicalJSON
import SeededRandom

/// Random values, and texts of them that are spelt at random: keys in any order, space, escapes.
enum RandomJSON {
    static func value(_ random: inout SeededGenerator, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 7), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(Int64.random(in: -1000...1000, using: &random))
        case 3: return .integer(Int64(bitPattern: random.next()))
        case 4: return .unsigned(UInt64(Int64.max) + UInt64.random(in: 1...1000, using: &random))
        case 5: return .real(Double(Int.random(in: -1000...1000, using: &random)) + 0.25)
        case 6: return .text(word(&random))
        case 7:
            return .list(
                (0..<Int.random(in: 0...4, using: &random)).map { _ in value(&random, depth: depth - 1) })
        default:
            return .object(
                JSONObject(
                    (0..<Int.random(in: 0...5, using: &random)).map { _ in
                        JSONObject.Member(name: word(&random), value: value(&random, depth: depth - 1))
                    }))
        }
    }

    static func word(_ random: inout SeededGenerator) -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "b", "\"", "\\", "/", "\n", "\u{1}", "\u{E9}", "\u{301}", "\u{FF5E}", "\u{1F600}",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            text.unicodeScalars.append(scalars.randomElement(using: &random) ?? "a")
        }
        return text
    }

    static func text(of value: JSONValue, _ random: inout SeededGenerator) -> String {
        func space() -> String { [" ", "", "\n", "\t\r", ""].randomElement(using: &random) ?? "" }
        switch value {
        case .text(let text): return space() + quoted(text, &random) + space()
        case .list(let list):
            return "[" + list.map { text(of: $0, &random) }.joined(separator: ",") + space() + "]"
        case .object(let object):
            let members = object.members.shuffled(using: &random).map {
                space() + quoted($0.name, &random) + space() + ":" + text(of: $0.value, &random)
            }
            return "{" + members.joined(separator: ",") + space() + "}"
        default: return space() + CanonicalWriter.text(of: value) + space()
        }
    }

    private static func quoted(_ text: String, _ random: inout SeededGenerator) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if Bool.random(using: &random) || scalar.value < 0x20 || scalar == "\"" || scalar == "\\" {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
                    result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
