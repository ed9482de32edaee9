import Foundation

/// A file that is written in pieces of a mebibyte.
final class Output {
    var bytes: [UInt8] = []
    private let file: FileHandle
    private static let piece = 1 << 20

    init(_ file: FileHandle) {
        self.file = file
        bytes.reserveCapacity(Self.piece + 1 << 16)
    }

    convenience init(path: String) throws {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        self.init(try FileHandle(forWritingTo: URL(fileURLWithPath: path)))
    }

    func writeIfFull() throws {
        if bytes.count >= Self.piece { try flush() }
    }

    func flush() throws {
        try file.write(contentsOf: bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
