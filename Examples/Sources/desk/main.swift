import ChanceryCommands
import Replay
import RepresentationGaps

// The program `chancery` with one more projection: `desk export representation-gaps`, `desk view`, `desk diff` …
CommandLineProgram.main(
    projections: .builtIn.adding(RepresentationGaps.self, filters: [.pair, .actor]))
