import CanonicalJSON
import DiplomaticEvents

/// What items are made of, written straight as text. Whoever writes an object so keeps its members in the order of
/// their names.
extension CanonicalWriter {
    /// Writes a text, or `null` for none.
    mutating func write(textOrNull text: String?) {
        if let text { write(text: text) } else { raw("null") }
    }

    mutating func write(_ bool: Bool) { raw(bool ? "true" : "false") }

    mutating func write(_ integer: Int) { raw(integer.description) }

    /// Writes a list of texts.
    mutating func write(texts: [String]) {
        raw("[")
        var isFirst = true
        for text in texts {
            if !isFirst { raw(",") }
            isFirst = false
            write(text: text)
        }
        raw("]")
    }

    /// Writes the ids of events, sorted by code points.
    mutating func write(
        idsOf events: [Revision], _ chronicle: some Chronicle
    ) throws(ChronicleFault) {
        if events.count < 2 {
            raw("[")
            for event in events { write(text: try chronicle.id(of: event)) }
            return raw("]")
        }
        var ids: [String] = []
        for event in events { ids.append(try chronicle.id(of: event)) }
        ids.sort { $0.precedes($1) }
        write(texts: ids)
    }

    /// Writes the date that a mark stands for, as its source wrote it; `null` for none.
    mutating func write(dateOf mark: Mark?, _ chronicle: some Chronicle) throws(ChronicleFault) {
        if let mark { write(text: try chronicle.date(mark)) } else { raw("null") }
    }
}
