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
        case "cloudevents": envelope
        case "proof": proof
        case "append": FuzzedStore.append
        case "restore": FuzzedStore.restore
        case "pages": FuzzedStore.open
        case "snapshot": FuzzedSnapshot.read
        case let other: fatalError("there is no FUZZ_TARGET '\(other ?? "")'; `make fuzz` names them all")
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
        precondition(
            RecordedEvent(bytes.span, revision: Revision(1)) == nil,
            "a record of anything has the right digest")
        let leaf = MerkleTree.leaf(revision: Revision(1), recorded: 7, content: .of(bytes.span))
        let encoded = StoredBody.encode(leaf, recorded: 7, content: bytes.span)
        let own = RecordedEvent(encoded.span, revision: Revision(1))
        precondition(
            own?.content == bytes || own == nil && bytes.first ?? 0 == 0, "what was stored is not read")
        _ = try? own?.event()
        var place = 0
        while place + StoredHeader.size <= bytes.count {
            _ = StoredHeader(bytes.span, at: place)
            place += StoredHeader.size
        }
        if bytes.count > StoredBody.prefix { event(Array(bytes[StoredBody.prefix...])) }
    }

    /// What comes out of an envelope is JSON on its own; an event that is put into one comes out as it was.
    @Sendable static func envelope(_ bytes: [UInt8]) {
        guard let document = try? JSONDocument(bytes.span) else { return }
        if case .event(let event) = CloudEvent.unwrapped(document) {
            precondition((try? JSONDocument(event.span)) != nil, "what was in the envelope does not read")
            self.event(event)
        }
        guard let own = document.value(document.root).object, own["type"]?.text != nil,
            own["id"]?.text?.isEmpty == false, own["subject"] == nil || own["subject"]?.text?.isEmpty == false
        else { return }
        let wrapped = CloudEvent.wrapped(own, log: "f", revision: 1, recorded: "2018-08-03T12:00:00.000000Z")
        guard let again = try? JSONDocument(CanonicalWriter.bytes(of: .object(wrapped)).span) else { return }
        guard case .event(let event) = CloudEvent.unwrapped(again) else {
            preconditionFailure("what was put into an envelope is refused")
        }
        precondition(event == CanonicalWriter.bytes(of: .object(own)), "it comes out as another")
    }

    /// A proof, a seal and a key that are read say the same when they are written and read again.
    @Sendable static func proof(_ bytes: [UInt8]) {
        if let text = String(validating: bytes, as: UTF8.self), let key = SealKey(fileText: text) {
            precondition(SealKey(fileText: key.fileText)?.publicKey == key.publicKey, "it is another key")
        }
        guard let document = try? JSONDocument(bytes.span) else { return }
        let json = document.value(document.root)
        if let proof = try? EventProof(json) {
            let again = try? EventProof(proof.json)
            precondition(again == proof && again?.head == proof.head, "the proof is another one when written")
        }
        if let proof = try? ExtensionProof(json) {
            precondition((try? ExtensionProof(proof.json)) == proof, "the proof is another one when written")
            _ = proof.holds(from: .of(bytes.span), to: MerkleTree.emptyRoot)
        }
        if let seal = try? Seal(json) {
            precondition((try? Seal(seal.json)) == seal, "the seal is another one when written")
            precondition(!seal.isSigned || (try? Seal(seal.json))?.isSigned == true, "it was signed")
        }
    }
}
