/// Integers as stores hold them: least significant byte first, at any address.
///
/// It loads from memory without a type: a replay reads some tens of
/// millions of headers a second, and bytes put together one by one cost several times as much. Each load
/// checks its bounds, and every pattern of bytes is an integer.
extension Span<UInt8> {
    @inline(__always)
    public func littleEndian64(at offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    @inline(__always)
    public func littleEndian32(at offset: Int) -> UInt32 {
        UInt32(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// The bytes as an array of their own.
    public func copied() -> [UInt8] {
        var copy: [UInt8] = []
        copy.reserveCapacity(count)
        copy.append(span: self)
        return copy
    }
}

extension [UInt8] {
    @inline(__always)
    public mutating func append(littleEndian value: UInt64) {
        unsafe Swift.withUnsafeBytes(of: value.littleEndian) { unsafe append(contentsOf: $0) }
    }

    @inline(__always)
    public mutating func append(littleEndian value: UInt32) {
        unsafe Swift.withUnsafeBytes(of: value.littleEndian) { unsafe append(contentsOf: $0) }
    }

    /// Appends all bytes of a span in one go.
    @inline(__always)
    public mutating func append(span: Span<UInt8>) {
        unsafe span.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
