import Foundation

// The other process of the crash tests: does what its arguments say and prints a line for each thing done.
// Output is written at once, so that a kill loses none of it.
let arguments = CommandLine.arguments.dropFirst()

func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

do {
    switch (arguments.first, arguments.count) {
    case ("append", 4):
        let (path, name) = (arguments[2], arguments[3])
        try appendBatches(to: path, name: name, count: Int(arguments[4]) ?? 0)
    case ("flip", 5):
        try flipBits(
            of: arguments[2], in: arguments[3], from: UInt64(arguments[4]) ?? 0, to: UInt64(arguments[5]) ?? 0
        )
    default:
        say("usage: append PATH NAME COUNT | flip PATH SCRATCH FROM TO")
        exit(64)
    }
} catch {
    say("error \(error)")
    exit(1)
}
