/// A named tree of one environment, with the shape of its keys and values.
///
/// Tables are opened once by ``Environment/table(_:keys:duplicates:)``, before the transactions that use
/// them. The value is small, can be kept and sent anywhere, and lives as long as its environment.
public struct Table: Sendable, Hashable {
    /// What the keys are.
    public enum Keys: Sendable, Hashable {
        /// 1 to 511 bytes, in the order of unsigned bytes; a prefix comes first.
        case bytes
        /// `UInt64` in the machine's own byte order, in numeric order.
        ///
        /// - Note: LMDB limitation: the file can be read only on machines of the same byte order.
        case integer
    }

    /// Whether a key may have several values.
    public enum Duplicates: Sendable, Hashable {
        /// One value a key, of 0 bytes to 4 GiB less one.
        case none
        /// A sorted set of values of `size` bytes each (1 to 511), in the order of unsigned bytes.
        case fixed(size: Int)
        /// A sorted set of `UInt64`, in numeric order.
        case integers

        /// The size of a value, in bytes, where it is fixed.
        var valueSize: Int? {
            switch self {
            case .none: nil
            case .fixed(let size): size
            case .integers: 8
            }
        }
    }

    public let name: String
    public let keys: Keys
    public let duplicates: Duplicates
    let number: UInt32
    let owner: UInt64
}

/// The size of one table, in entries and pages.
public struct TableStatistics: Sendable, Hashable {
    /// Values, where each duplicate counts.
    public let entries: Int
    /// Levels of the tree; 0 when it is empty.
    public let depth: Int
    public let branchPages: Int
    public let leafPages: Int
    /// Pages that hold values too large for a leaf.
    public let overflowPages: Int
}
