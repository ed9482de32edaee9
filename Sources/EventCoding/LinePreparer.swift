import CanonicalJSON
import DiplomaticEvents

/// Some lines of input, to be read by themselves.
public struct InputLines: Sendable {
    /// The texts, one after another.
    var bytes: [UInt8] = []
    /// Each line's event, its range within ``bytes``.
    var pieces: [EventInput.Piece] = []

    public var count: Int { pieces.count }
}

/// Reads, checks and writes lines. It keeps its storage from one call to the next.
public struct LinePreparer: Sendable {
    private var document = JSONDocument()
    private var writer = CanonicalWriter()

    public init() {}

    public mutating func prepare(_ input: InputLines) -> PreparedLines {
        var prepared = PreparedLines()
        prepared.content.reserveCapacity(input.bytes.count + input.count)
        prepared.events.reserveCapacity(input.count)
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
            prepared.refuse(piece.line, .unreadable("is longer than 1 MiB, which no event may be"))
        case .broken(let reason): prepared.refuse(piece.line, .unreadable("is not JSON: \(reason)"))
        case .bytes(let range): prepare(bytes, range, line: piece.line, into: &prepared)
        }
    }

    private mutating func prepare(
        _ bytes: [UInt8], _ range: Range<Int>, line: Int, into prepared: inout PreparedLines
    ) {
        do throws(JSONFault) {
            try document.parse(bytes, range)
        } catch {
            prepared.refuse(line, .unreadable("is not JSON: \(error)"))
            return
        }
        let (draft, faults) = EventReader.read(document)
        guard faults.isEmpty else {
            prepared.refuse(line, .faults(draft, faults))
            return
        }
        let id = CanonicalEvent.write(document, document.root, draft: draft, into: &writer)
        prepared.add(
            draft, line: line, idHash: EventIDHash.of(id), content: writer.bytes.span,
            mentions: Mentions.of(draft, document))
    }
}

extension PreparedLines {
    fileprivate mutating func refuse(_ line: Int, _ reason: RefusedLine.Reason) {
        refused.append(RefusedLine(line: line, eventsBefore: events.count, reason: reason))
    }

    fileprivate mutating func add(
        _ draft: EventDraft, line: Int, idHash: UInt64, content text: Span<UInt8>, mentions names: Set<String>
    ) {
        let start = content.count
        content.append(span: text)
        let firstPart = parts.count
        for part in draft.parts {
            let actor = actors.number(of: part.code.utf8.span)
            parts.append(PreparedPart(actor: UInt32(truncatingIfNeeded: actor), role: part.role))
        }
        let firstMention = mentions.count
        if !names.isEmpty {
            // Two names of one hash would be one entry twice.
            mentions += Set(names.map(EventIDHash.of)).sorted()
        }
        let isKept =
            draft.type.isRecord || draft.type.isMembership || !draft.otherActors.isEmpty
            || draft.type == .own && draft.typeName.isSame(as: WithheldEvent.typeName)
        if isKept { drafts.append(draft) }
        events.append(
            PreparedEvent(
                line: line, type: draft.type,
                ownType: draft.type == .own ? ownTypes.number(of: draft.typeName.utf8.span) : -1,
                subject: draft.subject.map { subjects.number(of: $0.utf8.span) } ?? -1,
                parts: firstPart..<parts.count, mentions: firstMention..<mentions.count,
                draft: isKept ? drafts.count - 1 : -1, idHash: idHash, digest: LogDigest.of(text),
                content: start..<content.count, header: StoredHeader(draft)))
    }
}
