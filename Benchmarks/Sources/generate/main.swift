import Foundation

// generate EVENTS [--seed N] [--agreements N] [--facts FILE --corrections FILE]
//
// So many made-up events as NDJSON on standard output, the same for the same arguments on every machine; about so
// many of them on agreements, else one in a hundred. With files, also the same as tables for other programs.

let usage = "usage: generate EVENTS [--seed N] [--agreements N] [--facts FILE --corrections FILE]\n"

func fail() -> Never {
    FileHandle.standardError.write(Data(usage.utf8))
    exit(64)
}

var arguments = CommandLine.arguments.dropFirst()
guard let events = arguments.popFirst().flatMap(Int.init), (0...100_000_000).contains(events) else { fail() }
var options: [String: String] = [:]
while let name = arguments.popFirst() {
    guard ["--seed", "--agreements", "--facts", "--corrections"].contains(name),
        let value = arguments.popFirst()
    else { fail() }
    options[name] = value
}
guard let seed = UInt64(options["--seed"] ?? "1"),
    let agreements = Int(options["--agreements"] ?? "\(events / 100)"), (0...events).contains(agreements),
    (options["--facts"] == nil) == (options["--corrections"] == nil)
else { fail() }

let lines = Output(.standardOutput)
let facts = try options["--facts"].map {
    try FactTable(facts: $0, corrections: options["--corrections"] ?? "")
}
var chronicler = Chronicler(total: events, agreements: agreements, seed: seed, facts: facts)
for _ in 0..<events {
    chronicler.writeNext(&lines.bytes)
    try lines.writeIfFull()
    try facts?.writeIfFull()
}
try lines.flush()
try facts?.flush()
