import CanonicalJSON
import DiplomaticEvents

/// Reads, checks and writes lines. It keeps its storage from one call to the next.
public struct LinePreparer: Sendable {
    private var reader = EventReader()
    private var writer = CanonicalWriter()

    public init() {}

    public mutating func prepare(_ input: InputLines) -> PreparedLines {
        var prepared = PreparedLines()
        writer.bytes.reserveCapacity(input.bytes.count)
        prepared.lines = input.lines
        if input.areParted {
            prepared.events.reserveCapacity(input.count)
            for piece in input.pieces { prepare(piece, from: input.bytes, into: &prepared) }
        } else {
            prepared.lines = prepare(lines: input, into: &prepared)
        }
        finish(&prepared)
        return prepared
    }

    /// Parts lines and prepares each.
    ///
    /// - Returns: how many there are.
    private mutating func prepare(lines input: InputLines, into prepared: inout PreparedLines) -> Int {
        var line = input.linesBefore
        var place = 0
        while place < input.bytes.count {
            let end = input.bytes.span.lineEnd(from: place)
            let range = place..<(end > place && input.bytes[end - 1] == 0x0D ? end - 1 : end)
            line += 1
            place = end + 1
            if range.count > EventInput.longestLine {
                refuseLong(line, in: &prepared)
            } else if !input.bytes.span.isBlank(range) {
                prepare(input.bytes, range, line: line, into: &prepared)
            }
        }
        return line
    }

    private func refuseLong(_ line: Int, in prepared: inout PreparedLines) {
        prepared.refuse(line, .unreadable("is longer than 1 MiB, which no event may be"))
    }

    /// Prepares one piece of an input.
    public mutating func prepare(_ piece: EventInput.Piece, from bytes: [UInt8]) -> PreparedLines {
        var prepared = PreparedLines()
        prepare(piece, from: bytes, into: &prepared)
        finish(&prepared)
        return prepared
    }

    /// Hands over what has been written.
    private mutating func finish(_ prepared: inout PreparedLines) {
        prepared.content = writer.bytes
        writer.bytes = []
    }

    private mutating func prepare(
        _ piece: EventInput.Piece, from bytes: [UInt8], into prepared: inout PreparedLines
    ) {
        switch piece.text {
        case .tooLong: refuseLong(piece.line, in: &prepared)
        case .broken(let reason): prepared.refuse(piece.line, .unreadable("is not JSON: \(reason)"))
        case .bytes(let range): prepare(bytes, range, line: piece.line, into: &prepared)
        }
    }

    private mutating func prepare(
        _ bytes: [UInt8], _ range: Range<Int>, line: Int, into prepared: inout PreparedLines
    ) {
        do throws(JSONFault) {
            guard try reader.read(bytes, range) else {
                prepared.refuse(line, .faults(reader.draft, reader.faults))
                return
            }
        } catch {
            prepared.refuse(line, .unreadable("is not JSON: \(error)"))
            return
        }
        let start = writer.bytes.count
        let idHash: UInt64
        if let id = reader.id {
            writer.write(reader.document.root, of: reader.document)
            idHash = reader.document.idHash(id)
        } else {
            idHash = EventIDHash.of(
                CanonicalEvent.append(reader.document, reader.document.root, to: &writer))
        }
        let content = start..<writer.bytes.count
        add(
            line, idHash: idHash, content: content,
            digest: LogDigest.of(writer.bytes.span.extracting(content)), to: &prepared)
    }

    // The reader is reached through the preparer: handed on, it would be copied for each line.

    /// Adds the event that has been read.
    private func add(
        _ line: Int, idHash: UInt64, content: Range<Int>, digest: LogDigest, to prepared: inout PreparedLines
    ) {
        let firstPart = prepared.parts.count
        for part in reader.parts {
            let actor = prepared.actors.number(of: part.actor, in: reader.document)
            prepared.parts.append(
                PreparedPart(actor: UInt32(truncatingIfNeeded: actor), role: part.role))
        }
        let type = reader.outline.type
        var subject = -1
        if let name = reader.subject { subject = prepared.subjects.number(of: name, in: reader.document) }
        prepared.events.append(
            PreparedEvent(
                line: line, type: type, ownType: type == .own ? addOwnType(to: &prepared) : -1,
                subject: subject, parts: firstPart..<prepared.parts.count,
                mentions: addMentions(to: &prepared), draft: addDraft(to: &prepared), idHash: idHash,
                digest: digest, content: content, header: header))
    }

    private func addOwnType(to prepared: inout PreparedLines) -> Int {
        prepared.ownTypes.number(of: reader.typeName.utf8.span)
    }

    private func addMentions(to prepared: inout PreparedLines) -> Range<Int> {
        let first = prepared.mentions.count
        let names = Mentions.of(reader.outline, reader.document)
        if !names.isEmpty {
            // Two names of one hash would be one entry twice.
            prepared.mentions += Set(names.map(EventIDHash.of)).sorted()
        }
        return first..<prepared.mentions.count
    }

    /// Keeps the draft of an event of which the writer needs to know more.
    private func addDraft(to prepared: inout PreparedLines) -> Int {
        let type = reader.outline.type
        let isKept =
            type.isRecord || type.isMembership || !reader.outline.otherActors.isEmpty
            || type == .own && reader.typeName.isSame(as: WithheldEvent.typeName)
        guard isKept else { return -1 }
        prepared.drafts.append(reader.draft)
        return prepared.drafts.count - 1
    }

    /// The header of the event that has been read, which has no place in a log yet.
    private var header: StoredHeader {
        func role(_ place: Int) -> UInt8 {
            place < reader.parts.count ? reader.parts[place].role.rawValue : 0
        }
        return StoredHeader(
            reader.outline, roles: (role(0), role(1), role(2)), partCount: reader.parts.count)
    }
}

extension JSONDocument {
    fileprivate func idHash(_ id: JSONNode) -> UInt64 {
        if let place = plainText(id) { return EventIDHash.of(bytes.span.extracting(place)) }
        return EventIDHash.of(text(id) ?? "")
    }
}

extension NameList {
    fileprivate mutating func number(of name: JSONNode, in document: JSONDocument) -> Int {
        if let place = document.plainText(name) { return number(of: document.bytes.span.extracting(place)) }
        return number(of: (document.text(name) ?? "").utf8.span)
    }
}

extension PreparedLines {
    fileprivate mutating func refuse(_ line: Int, _ reason: RefusedLine.Reason) {
        refused.append(RefusedLine(line: line, eventsBefore: events.count, reason: reason))
    }
}
