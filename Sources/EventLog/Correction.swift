import CanonicalJSON
import DiplomaticEvents

/// An event as a further correction would leave it, and why that can't be.
struct Correction {
    let event: JSONValue
    let draft: EventDraft
    /// Set where it would be no event that could be recorded, or would say something else of what it is about.
    let fault: FieldFault?

    init(of event: JSONValue, by patch: JSONValue) throws(LogError) {
        let patched = event.merged(with: patch)
        let faults: [FieldFault]
        do throws(JSONFault) {
            (draft, faults) = EventReader.read(try JSONDocument(CanonicalWriter.bytes(of: patched).span))
        } catch {
            throw .corrupt("an event can't be read again with a correction: \(error)")
        }
        self.event = patched
        fault = Self.fault(faults) ?? Self.fault(from: event, to: patched, draft.type)
    }

    private static func fault(_ faults: [FieldFault]) -> FieldFault? {
        guard let first = faults.first else { return nil }
        let messages = [first.message] + faults.dropFirst().map(\.description)
        return FieldFault("data.patch.\(first.field)", messages.joined(separator: "; "))
    }

    private static func fault(from event: JSONValue, to patched: JSONValue, _ type: EventType) -> FieldFault?
    {
        let wasRecord = event["type"]?.text.flatMap(Catalogue.type(named:))?.isRecord ?? false
        if wasRecord != type.isRecord {
            return FieldFault(
                "data.patch.type",
                "a correction can't make a record of another event, nor another event of a record")
        }
        if wasRecord, patched["data"]?["target"] != event["data"]?["target"] {
            return FieldFault("data.patch.data.target", "a correction can't change what a record is about")
        }
        return nil
    }
}
