/// What counting a signal takes of its header, read from the bytes past everything else.
///
/// Signals are by far the most events of a log, and to count one takes less than a quarter of its header: reading
/// only that makes a pass over all headers twice as fast as one that reads each whole.
public struct SignalHeader: Sendable {
    /// The actors by their numbers in the store, in the order of the header's parts.
    public let actors: (UInt32, UInt32)
    /// The Goldstein score in thousandths.
    public let goldstein: Int32
    /// The root of the CAMEO code, 1 to 20; else 0.
    public let cameoRoot: UInt8

    /// Reads the header that begins at `offset`; `nil` where it is of another type, is not asserted, or names more
    /// or fewer than two actors.
    ///
    /// - Parameters:
    ///   - headers: one or more headers; `offset` lies before the last of them or at it.
    ///   - type: the number that coded signals have in the store.
    @inline(__always)
    public init?(_ headers: Span<UInt8>, at offset: Int, type: UInt16) {
        // The type and the assertion, without the flags.
        let kind = headers.littleEndian32(at: offset + 32) & 0xFF_FFFF
        guard kind == UInt32(type), headers[offset + 55] == 2 else { return nil }
        actors = (headers.littleEndian32(at: offset + 40), headers.littleEndian32(at: offset + 44))
        goldstein = Int32(bitPattern: headers.littleEndian32(at: offset + 56))
        cameoRoot = headers[offset + 60]
    }
}
