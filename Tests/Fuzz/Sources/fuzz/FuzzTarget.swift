import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
import Glibc

/// What bytes from anywhere are given to. Each ends the process where something is accepted that must not be; that
/// nothing else ends it, or takes for ever, is the fuzzer's to see.
enum FuzzTarget {
    static let chosen: @Sendable ([UInt8]) -> Void = {
        switch getenv("FUZZ_TARGET").map({ String(cString: $0) }) {
        case "edtf": date
        case "ndjson": lines
        case "event": event
        case "record": record
        case "append": FuzzedStore.append
        case "pages": FuzzedStore.open
        case let other:
            fatalError("FUZZ_TARGET is '\(other ?? "")', not edtf, ndjson, event, record, append or pages")
        }
    }()

    /// A date that is read keeps its text, and has bounds in order.
    @Sendable static func date(_ bytes: [UInt8]) {
        if let date = try? EDTFDate(utf8: bytes.span) {
            precondition(Array(date.text.utf8) == bytes, "the text is another one")
            precondition(date.start.earliest <= date.start.latest, "the bounds are the wrong way round")
            if let end = date.end {
                precondition(end.earliest <= end.latest, "the end is the wrong way round")
            }
            precondition((try? EDTFDate(date.text)) == date, "it does not read the same again")
        }
        if let text = String(validating: bytes, as: UTF8.self) { _ = try? CalendarDuration(parsing: text) }
    }

    /// Input is split the same way, in whatever portions it comes; what is JSON has one canonical form.
    @Sendable static func lines(_ bytes: [UInt8]) {
        let whole = pieces(bytes, portion: .max)
        precondition(whole == pieces(bytes, portion: 7), "portions make a difference")
        for text in whole {
            guard let document = try? JSONDocument(text.span) else { continue }
            var writer = CanonicalWriter()
            writer.write(document.root, of: document)
            guard let again = try? JSONDocument(writer.bytes.span) else {
                preconditionFailure("the canonical form does not read")
            }
            var second = CanonicalWriter()
            second.write(again.root, of: again)
            precondition(second.bytes == writer.bytes, "the canonical form has another one")
        }
    }

    private static func pieces(_ bytes: [UInt8], portion: Int) -> [[UInt8]] {
        var input = EventInput()
        var place = 0
        var found: [[UInt8]] = []
        while let piece = input.next({
            let end = place + min(portion, bytes.count - place)
            defer { place = end }
            return Array(bytes[place..<end])
        }) {
            if case .bytes(let range) = piece.text { found.append(Array(input.buffer[range])) }
        }
        return found
    }

    /// An event that is accepted has a canonical form that is accepted, with the same id.
    @Sendable static func event(_ bytes: [UInt8]) {
        guard let document = try? JSONDocument(bytes.span) else { return }
        let (draft, faults) = EventReader.read(document)
        guard faults.isEmpty else { return }
        var writer = CanonicalWriter()
        let id = CanonicalEvent.write(document, document.root, draft: draft, into: &writer)
        guard let again = try? JSONDocument(writer.bytes.span) else {
            preconditionFailure("the stored form does not read")
        }
        let (stored, storedFaults) = EventReader.read(again)
        precondition(storedFaults.isEmpty && stored.id == id, "the stored form is not accepted")
        var header: [UInt8] = []
        StoredHeader(stored, recorded: 0, type: 1, subject: 1, actors: stored.parts.map { _ in 1 })
            .encode(into: &header)
        precondition(StoredHeader(header.span, at: 0) != nil, "the header does not read")
    }

    /// A record is believed only where its digest is right; a header only where it could be one.
    @Sendable static func record(_ bytes: [UInt8]) {
        let zero = LogDigest.zero.bytes
        let believed = RecordedEvent(bytes.span, revision: Revision(1), after: zero.span)
        precondition(believed == nil, "a record of anything has the right digest")
        var place = 0
        while place + StoredHeader.size <= bytes.count {
            _ = StoredHeader(bytes.span, at: place)
            place += StoredHeader.size
        }
        if bytes.count > StoredBody.prefix { event(Array(bytes[StoredBody.prefix...])) }
    }
}
