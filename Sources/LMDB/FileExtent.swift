/// The addresses at which a read finds the bytes of the file: the map reaches far beyond them, and a value that a
/// damaged page places there would end the process when it is looked at.
struct FileExtent {
    let start: UInt
    let end: UInt

    /// For a write, whose new pages lie elsewhere in memory, and where the system doesn't tell.
    static let unknown = FileExtent(start: 0, end: .max)

    private init(start: UInt, end: UInt) {
        (self.start, self.end) = (start, end)
    }

    /// - Parameter map: where the file is mapped; 0 where that is not known.
    init(map: UInt, descriptor: Int32) {
        guard map > 0, let length = try? FileCalls.length(ofDescriptor: descriptor) else {
            self = .unknown
            return
        }
        start = map
        end = map &+ UInt(clamping: length)
    }

    /// Where this process has mapped a file, which LMDB doesn't say: by the system's list of maps. 0 where there is
    /// no such list, or not one such map.
    static func mapStart(of file: FileIdentity) -> UInt {
        guard let list = try? FileCalls.wholeText(ofPath: "/proc/self/maps") else { return 0 }
        var found: [UInt] = []
        // `7f0100000000-7f0200000000 r--s 00000000 fe:00 1234 /a/path`
        for line in list.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
            guard fields.count >= 5, fields[1].last == UInt8(ascii: "s"),
                UInt64(String(decoding: fields[4], as: UTF8.self)) == file.inode,
                UInt64(String(decoding: fields[2], as: UTF8.self), radix: 16) == 0
            else { continue }
            let start = fields[0].prefix { $0 != UInt8(ascii: "-") }
            if let start = UInt(String(decoding: start, as: UTF8.self), radix: 16) { found.append(start) }
        }
        return found.count == 1 ? found[0] : 0
    }
}
