/// Names, each once, with the numbers from 0 that they got in the order in which they came.
///
/// They are told apart by their bytes and kept one behind another, so that to meet a name again costs no allocation.
public struct NameList: Sendable {
    /// The bytes of all names, in the order of their numbers.
    public private(set) var bytes: [UInt8] = []
    private var names: [Name] = []
    /// Where names stand by their hash: a number and one, or 0 where a place is free.
    private var places: [UInt32] = []

    private struct Name {
        let hash: UInt64
        let start: Int
        let end: Int
    }

    public init() {}

    /// How many names there are.
    public var count: Int { names.count }

    /// Where a name stands among ``bytes``.
    public func range(_ number: Int) -> Range<Int> { names[number].start..<names[number].end }

    public func name(_ number: Int) -> String { String(decoding: bytes[range(number)], as: UTF8.self) }

    /// The number of a name, a new one where it wasn't there.
    public mutating func number(of name: Span<UInt8>) -> Int { number(of: name, hash: Self.hash(name)) }

    /// The number of a name of another list, a new one where it wasn't there.
    public mutating func number(of other: Int, in list: borrowing NameList) -> Int {
        number(of: list.bytes.span.extracting(list.range(other)), hash: list.names[other].hash)
    }

    private mutating func number(of name: Span<UInt8>, hash: UInt64) -> Int {
        if names.count * 2 >= places.count { grow() }
        var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
        while places[place] != 0 {
            let number = Int(places[place]) - 1
            if names[number].hash == hash, isSame(number, name) { return number }
            place = (place + 1) & (places.count - 1)
        }
        let start = bytes.count
        bytes.append(span: name)
        names.append(Name(hash: hash, start: start, end: bytes.count))
        places[place] = UInt32(truncatingIfNeeded: names.count)
        return names.count - 1
    }

    private func isSame(_ number: Int, _ name: Span<UInt8>) -> Bool {
        let found = names[number]
        guard found.end - found.start == name.count else { return false }
        for place in name.indices where bytes[found.start &+ place] != name[place] { return false }
        return true
    }

    private mutating func grow() {
        places = [UInt32](repeating: 0, count: max(32, places.count * 2))
        for (number, name) in names.enumerated() {
            var place = Int(truncatingIfNeeded: name.hash) & (places.count - 1)
            while places[place] != 0 { place = (place + 1) & (places.count - 1) }
            places[place] = UInt32(truncatingIfNeeded: number + 1)
        }
    }

    /// It is kept nowhere, and so need not be the same tomorrow.
    private static func hash(_ name: Span<UInt8>) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: name.count) &* 0x9E37_79B9_7F4A_7C15
        var place = 0
        while place &+ 8 <= name.count {
            hash = mixed(hash ^ name.littleEndian64(at: place))
            place &+= 8
        }
        var rest: UInt64 = 0
        while place < name.count {
            rest = rest << 8 | UInt64(name[place])
            place &+= 1
        }
        return mixed(hash ^ rest)
    }

    @inline(__always)
    private static func mixed(_ hash: UInt64) -> UInt64 {
        let (high, low) = hash.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return high ^ low
    }
}
