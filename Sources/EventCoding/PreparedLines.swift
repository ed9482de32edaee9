import CanonicalJSON
public import DiplomaticEvents

/// Some lines of input, to be read by themselves.
public struct InputLines: Sendable {
    /// The texts, one after another.
    var bytes: [UInt8] = []
    /// Each line's event, its range within ``bytes``.
    var pieces: [EventInput.Piece] = []

    public var count: Int { pieces.count }
}

/// Lines that have been read, checked and written canonically: everything that can be done without the log, and so on
/// any thread.
public struct PreparedLines: Sendable {
    /// The canonical texts, one after another.
    public fileprivate(set) var content: [UInt8] = []
    public fileprivate(set) var lines: [Line] = []

    /// What has become of a line.
    public enum Line: Sendable {
        case event(PreparedEvent)
        /// It is no event; the draft says what it would have been.
        case refused(line: Int, EventDraft, [FieldFault])
        /// It is not even JSON.
        case unreadable(line: Int, String)
    }
}

/// An event that is sound in itself.
public struct PreparedEvent: Sendable {
    /// The line on which it begins, from 1.
    public let line: Int
    public let draft: EventDraft
    /// As given or derived.
    public let id: String
    public let idHash: UInt64
    /// Of its canonical text.
    public let digest: LogDigest
    /// Where its canonical text stands among those of its lines.
    public let content: Range<Int>
    /// What it speaks of beside its actors and its subject.
    public let mentions: Set<String>
}

/// Reads, checks and writes lines. It keeps its storage from one call to the next.
public struct LinePreparer: Sendable {
    private var document = JSONDocument()
    private var writer = CanonicalWriter()

    public init() {}

    public mutating func prepare(_ input: InputLines) -> PreparedLines {
        var prepared = PreparedLines()
        prepared.content.reserveCapacity(input.bytes.count)
        prepared.lines.reserveCapacity(input.count)
        for piece in input.pieces { prepare(piece, from: input.bytes, into: &prepared) }
        return prepared
    }

    /// Prepares one piece of an input.
    public mutating func prepare(_ piece: EventInput.Piece, from bytes: [UInt8]) -> PreparedLines {
        var prepared = PreparedLines()
        prepare(piece, from: bytes, into: &prepared)
        return prepared
    }

    private mutating func prepare(
        _ piece: EventInput.Piece, from bytes: [UInt8], into prepared: inout PreparedLines
    ) {
        switch piece.text {
        case .tooLong:
            prepared.lines.append(
                .unreadable(line: piece.line, "is longer than 1 MiB, which no event may be"))
        case .broken(let reason):
            prepared.lines.append(.unreadable(line: piece.line, "is not JSON: \(reason)"))
        case .bytes(let range): prepare(bytes, range, line: piece.line, into: &prepared)
        }
    }

    private mutating func prepare(
        _ bytes: [UInt8], _ range: Range<Int>, line: Int, into prepared: inout PreparedLines
    ) {
        do throws(JSONFault) {
            try document.parse(bytes, range)
        } catch {
            prepared.lines.append(.unreadable(line: line, "is not JSON: \(error)"))
            return
        }
        let (draft, faults) = EventReader.read(document)
        guard faults.isEmpty else {
            prepared.lines.append(.refused(line: line, draft, faults))
            return
        }
        let id = CanonicalEvent.write(document, document.root, draft: draft, into: &writer)
        let start = prepared.content.count
        prepared.content.append(span: writer.bytes.span)
        prepared.lines.append(
            .event(
                PreparedEvent(
                    line: line, draft: draft, id: id, idHash: EventIDHash.of(id),
                    digest: LogDigest.of(writer.bytes.span),
                    content: start..<prepared.content.count, mentions: Mentions.of(draft, document))))
    }
}
