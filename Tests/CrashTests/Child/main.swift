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
    case ("reopen", 4):
        try appendReopening(arguments[2], name: arguments[3], count: Int(arguments[4]) ?? 0)
    case ("compact", 3): try compact(arguments[2], count: Int(arguments[3]) ?? 0)
    case ("hold", 2): try hold(arguments[2])
    case ("until", 5):
        try appendUntil(arguments[4], Int(arguments[5]) ?? 1, to: arguments[2], name: arguments[3])
    case ("crowd", 4):
        try appendAmongOthers(to: arguments[2], name: arguments[3], count: Int(arguments[4]) ?? 0)
    case ("read", 3):
        try readAmongOthers(arguments[2], until: UInt64(arguments[3]) ?? 0)
    case ("batches", 4):
        try appendEndlessly(to: arguments[2], name: arguments[3], count: Int(arguments[4]) ?? 0)
    case ("backup", 4):
        try backUp(arguments[2], into: arguments[3], count: Int(arguments[4]) ?? 0)
    case ("restore", 4):
        try restore(arguments[2], into: arguments[3], count: Int(arguments[4]) ?? 0)
    case ("redact", 3): try redact(arguments[2], count: Int(arguments[3]) ?? 0)
    case ("snapshots", 3): try buildSnapshots(arguments[2], count: Int(arguments[3]) ?? 0)
    case ("keep", 3): try keepAmongOthers(arguments[2], until: UInt64(arguments[3]) ?? 0)
    case ("reading", 2):
        try readForEver(arguments[2])
    default:
        say(
            "usage: append, batches, reopen, crowd PATH NAME COUNT | compact, redact, snapshots PATH COUNT | "
                + "backup PATH FOLDER COUNT | restore DUMP FOLDER COUNT | until PATH NAME STAGE TIMES | "
                + "read, keep PATH EVENTS | hold, reading PATH | flip PATH SCRATCH FROM TO")
        exit(64)
    }
} catch {
    say("error \(error)")
    exit(1)
}
