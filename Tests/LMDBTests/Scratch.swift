import Foundation
import LMDB

/// A directory of its own for one test, removed with the value.
final class Scratch {
    let path: String

    init(_ name: String = "store") throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "lmdb-" + UUID().uuidString)
        path = folder.appendingPathComponent(name).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try? FileManager.default.removeItem(at: folder)
    }

    func file(_ name: String) -> String { path + "/" + name }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

func array(_ span: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for index in span.indices { result.append(span[index]) }
    return result
}

func array(_ span: Span<UInt8>?) -> [UInt8]? {
    guard let span else { return nil }
    let result: [UInt8] = array(span)
    return result
}
