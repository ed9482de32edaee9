import Foundation

// generate EVENTS [SEED]: so many made-up events as NDJSON on standard output, the same for the same seed.

let arguments = CommandLine.arguments.dropFirst().map { UInt64($0) }
guard (1...2).contains(arguments.count), let total = arguments[0], total <= 1 << 32,
    let seed = arguments.count > 1 ? arguments[1] : 1
else {
    FileHandle.standardError.write(Data("usage: generate EVENTS [SEED]\n".utf8))
    exit(64)
}

var chronicler = Chronicler(total: Int(total), seed: seed)
var waiting: [UInt8] = []
for _ in 0..<total {
    waiting += chronicler.next()
    waiting.append(UInt8(ascii: "\n"))
    if waiting.count >= 1 << 20 {
        try FileHandle.standardOutput.write(contentsOf: waiting)
        waiting.removeAll(keepingCapacity: true)
    }
}
try FileHandle.standardOutput.write(contentsOf: waiting)
