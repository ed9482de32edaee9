import ArgumentParser
import CanonicalJSON
import DiplomaticEvents
import EventCoding
import EventLog

/// In which form events come.
enum EventForm: String, Sendable, CaseIterable, ExpressibleByArgument {
    /// As they are.
    case ndjson
    /// Each in the envelope of CloudEvents 1.0.
    case cloudevents

    /// By how much a line may be longer than an event, for what stands around it.
    var wrapping: Int { self == .ndjson ? 0 : CloudEvent.longestEnvelope }
}

/// Several inputs as one: each event on a line of its own, and for each such line where it came from.
///
/// An input may have any of the forms that events come in, so each is taken apart by itself.
final class EventFiles {
    /// An input and what it is called.
    struct File {
        let name: String
        let source: any ByteSource
    }

    /// A run of lines that follow one another in the output and in their file.
    private struct Run {
        let first: Int
        let file: Int
        let line: Int
    }

    private let files: [File]
    private let form: EventForm
    private var place = 0
    private var input: EventInput
    private var envelope = JSONDocument()
    private var runs: [Run] = []
    private var lines = 0
    /// What is wrong with the text between events, by line of the output.
    private var broken: [Int: String] = [:]
    /// What is wrong with an envelope, by line of the output.
    private var refused: [Int: [FieldFault]] = [:]
    /// Set when an input can't be read.
    private(set) var fault: StreamError?

    init(_ files: [File], form: EventForm = .ndjson) {
        self.files = files
        self.form = form
        input = EventInput(wrapping: form.wrapping)
    }

    /// The events of all files.
    func source() -> EventSource {
        EventSource { () throws(LogError) in try self.take(upTo: .max, bytes: 1 << 18) }
    }

    /// The next lines; empty at the end.
    ///
    /// - Parameters:
    ///   - count: how many at most.
    ///   - size: after how many bytes it is enough.
    func take(upTo count: Int, bytes size: Int) throws(LogError) -> [UInt8] {
        var result: [UInt8] = []
        var taken = 0
        while taken < count, result.count < size, place < files.count {
            guard let piece = try next() else {
                place += 1
                input = EventInput(wrapping: form.wrapping)
                continue
            }
            taken += 1
            lines += 1
            note(piece.line)
            switch piece.text {
            case .bytes(let range):
                add(form == .ndjson ? input.buffer[range] : unwrapped(range)[...], to: &result)
            case .tooLong:
                result.append(contentsOf: repeatElement(UInt8(ascii: "x"), count: EventInput.longestLine + 1))
            case .broken(let reason):
                broken[lines] = reason
                result.append(UInt8(ascii: "x"))
            }
            result.append(0x0A)
        }
        return result
    }

    private func add(_ event: ArraySlice<UInt8>, to result: inout [UInt8]) {
        let start = result.count
        result.append(contentsOf: event)
        // Another line end than the one that parts events; inside a text both are as wrong.
        for place in start..<result.count where result[place] == 0x0A { result[place] = 0x0D }
    }

    /// The event in an envelope; where there is none, what the log is sure to refuse.
    private func unwrapped(_ range: Range<Int>) -> [UInt8] {
        let refusedAnyway = Array("x".utf8)
        do throws(JSONFault) {
            try envelope.parse(input.buffer, range, wrappings: 1)
        } catch {
            broken[lines] = error.description
            return refusedAnyway
        }
        switch CloudEvent.unwrapped(envelope) {
        case .event(let event): return event
        case .refused(let faults):
            refused[lines] = faults
            return refusedAnyway
        }
    }

    private func next() throws(LogError) -> EventInput.Piece? {
        let source = files[place].source
        do throws(StreamError) {
            return try input.next { () throws(StreamError) in try source.read() }
        } catch {
            fault = error
            throw .input("\(error)")
        }
    }

    private func note(_ line: Int) {
        if let last = runs.last, last.file == place, line - last.line == lines - last.first { return }
        runs.append(Run(first: lines, file: place, line: line))
    }

    /// The fault as the user's own file and line have it; several where an envelope has several.
    ///
    /// - Parameter offset: the lines of the output before those that the fault counts.
    func located(_ fault: LineFault, after offset: Int = 0) -> [Problem] {
        let line = fault.line + offset
        if let faults = refused[line] {
            return faults.map { located(line, $0.field, $0.message) }
        }
        if let reason = broken[line] { return [located(line, fault.field, "is not JSON: \(reason)")] }
        let isWrapped = form == .cloudevents && !["id", "type", "subject"].contains(fault.field)
        return [located(line, fault.field.map { isWrapped ? "data.\($0)" : $0 }, fault.message)]
    }

    private func located(_ line: Int, _ field: String?, _ message: String) -> Problem {
        guard let run = runs.last(where: { $0.first <= line }) else {
            return Problem("bad-event", message, line: line, field: field)
        }
        return Problem(
            "bad-event", message, file: files.count > 1 ? files[run.file].name : nil,
            line: run.line + (line - run.first), field: field)
    }
}
