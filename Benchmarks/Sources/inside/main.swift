import Foundation

// inside commits STORE LINES COUNT | inside batches STORE LINES COUNT BATCH | inside fold STORE ROUNDS
//
// The same work as `floor` does, by the engine and without the command line's program around it. Prints seconds.

let words = CommandLine.arguments.dropFirst()
do {
    switch (words.first, words.count) {
    case ("commits", 4):
        try measureCommits(store: words[2], lines: Lines(path: words[3], most: Int(words[4]) ?? 0))
    case ("batches", 5):
        try measureBatches(
            store: words[2], lines: Lines(path: words[3], most: Int(words[4]) ?? 0), size: Int(words[5]) ?? 1)
    case ("fold", 3):
        try measureFold(store: words[2], rounds: Int(words[3]) ?? 1)
    default:
        FileHandle.standardError.write(
            Data("usage: inside commits STORE LINES COUNT | batches … COUNT BATCH | fold STORE ROUNDS\n".utf8)
        )
        exit(64)
    }
} catch {
    FileHandle.standardError.write(Data("inside: \(error)\n".utf8))
    exit(70)
}
