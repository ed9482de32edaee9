/// A line in the making: members in the order in which people write them, not in the canonical one.
///
/// Bytes are put down as they are: nothing that is made up here needs an escape. An encoder would take longer than all
/// else together.
struct Line {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    var count: Int { bytes.count }

    /// Begins a new line in the same memory.
    mutating func begin() {
        bytes.removeAll(keepingCapacity: true)
        open()
    }

    private mutating func open() {
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
    }

    mutating func end() {
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        put(text)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func name(_ name: String) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        quote(name)
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func add(_ name: String, _ text: String) {
        self.name(name)
        quote(text)
    }

    mutating func add(_ name: String, _ value: Value) {
        self.name(name)
        switch value {
        case .text(let text): quote(text)
        case .json(let text): put(text)
        case .number(let number): put("\(number)")
        }
    }

    mutating func add(_ name: String, text: ArraySlice<UInt8>) {
        self.name(name)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text)
        bytes.append(UInt8(ascii: "\""))
    }

    /// One code as a text, several as a list.
    mutating func add(_ name: String, codes: [String]) {
        guard codes.count != 1 else { return add(name, codes[0]) }
        self.name(name)
        for (place, code) in codes.enumerated() {
            bytes.append(place == 0 ? UInt8(ascii: "[") : UInt8(ascii: ","))
            quote(code)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// Begins a member that is an object; ``end()`` ends it.
    mutating func open(_ name: String) {
        self.name(name)
        open()
    }
}

/// A value of a member.
enum Value {
    case text(String)
    /// JSON as it stands.
    case json(String)
    case number(Int)
}
