/// Bytes as lower-case hex digits.
enum Hex {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The bytes of a text in UTF-8; `nil` for anything but an even number of lower-case digits.
    static func bytes(_ text: some Sequence<UInt8>) -> [UInt8]? {
        let utf8 = Array(text)
        guard utf8.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: utf8.count, by: 2) {
            guard let high = digit(utf8[place]), let low = digit(utf8[place + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// The bytes after a prefix, so many.
    static func bytes(_ text: String, prefix: String, count: Int) -> [UInt8]? {
        guard text.utf8.starts(with: prefix.utf8), let bytes = bytes(text.utf8.dropFirst(prefix.utf8.count))
        else {
            return nil
        }
        return bytes.count == count ? bytes : nil
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
