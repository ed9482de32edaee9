public import CanonicalJSON

/// A projection that has many items and writes each straight as text: `listed` and `write` (``Projection``) are all
/// there is to say of them. An item as a value is what its text says.
public protocol WrittenProjection: ItemwiseProjection {}

extension WrittenProjection {
    public func item(
        _ key: ItemKey, _ view: View, _ doubts: Doubts<Key>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        var writer = CanonicalWriter()
        try write(key, view, doubts, chronicle, into: &writer)
        guard let document = try? JSONDocument(writer.bytes.span) else {
            throw ChronicleFault("an item of \(Self.name) is no JSON")
        }
        return document.valueAsWritten(document.root)
    }
}
