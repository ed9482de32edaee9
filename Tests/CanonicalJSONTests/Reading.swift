import CanonicalJSON

/// The canonical text of what is read, or the fault as a user sees it.
func canonical(_ text: String) -> String { canonical(Array(text.utf8)) }

func canonical(_ bytes: [UInt8]) -> String {
    do throws(JSONFault) {
        let document = try JSONDocument(bytes.span)
        var writer = CanonicalWriter()
        writer.write(document.root, of: document)
        return String(decoding: writer.bytes, as: UTF8.self)
    } catch {
        return "fault: \(error)"
    }
}

/// The value of a text that is JSON.
func value(_ text: String) throws -> JSONValue {
    let document = try JSONDocument(Array(text.utf8).span)
    return document.value(document.root)
}
