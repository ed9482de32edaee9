import Dispatch
import Projections
import Synchronization

/// The strands of a projection's fold (``Projection/strands``), folded side by side.
///
/// Each has a state of its own, so what comes of them doesn't depend on how many threads there are.
struct Strands<P: Projection>: Sendable {
    private let strands: [Strand]

    private final class Strand: Sendable {
        let state: Mutex<State>

        init(_ projection: P) { state = Mutex(State(projection: projection)) }

        struct State: Sendable {
            var projection: P
            var fault: ChronicleFault?
        }
    }

    /// - Parameter projection: what the fold begins with.
    init(_ projection: P) {
        strands = (0..<P.strands).map { Strand($0 == 0 ? projection : P()) }
    }

    /// Folds some steps into all strands.
    func fold(_ steps: [Step], _ chronicle: LogChronicle) throws(ChronicleFault) {
        DispatchQueue.concurrentPerform(iterations: strands.count) { number in
            strands[number].state.withLock { state in
                do throws(ChronicleFault) {
                    for step in steps { try state.projection.fold(step, strand: number, chronicle) }
                } catch {
                    state.fault = error
                }
            }
        }
        for strand in strands { if let fault = strand.state.withLock({ $0.fault }) { throw fault } }
    }

    /// The whole.
    func joined() -> P {
        var whole = strands[0].state.withLock { $0.projection }
        for number in strands.indices.dropFirst() {
            whole.take(strand: number, of: strands[number].state.withLock { $0.projection })
        }
        return whole
    }
}

extension StepStream {
    /// The state after all steps.
    ///
    /// - Parameter start: the state before them.
    func folded<P: Projection>(into start: P) throws(ReplayError) -> P {
        if P.strands < 2 {
            var projection = start
            try forEach { (step) throws(ChronicleFault) in try projection.fold(step, cut.chronicle) }
            return projection
        }
        let strands = Strands(start)
        try forEachRun { (steps) throws(ChronicleFault) in try strands.fold(steps, cut.chronicle) }
        return strands.joined()
    }
}
