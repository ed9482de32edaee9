import EventCoding
public import LMDB

/// The append-only log of events in an LMDB store.
///
/// Everything that was ever appended stays, as it was. One append is one LMDB transaction: it is recorded whole,
/// durably, or not at all; readers see whole appends only and never wait. Values of this type are the same open
/// store wherever they go.
public final class EventLog: Sendable {
    let environment: Environment
    let tables: StoreTables
    /// The log's own name, drawn when it was made: 32 hex digits.
    public let id: String
    /// The version of the store's format.
    public let formatVersion: UInt64

    static let formatKey: [UInt8] = Array("format".utf8)
    static let idKey: [UInt8] = Array("id".utf8)

    private init(environment: Environment, tables: StoreTables, id: String, formatVersion: UInt64) {
        self.environment = environment
        self.tables = tables
        self.id = id
        self.formatVersion = formatVersion
    }

    /// Opens the store in a folder for reading. Nothing is ever created, and no permission to write is needed.
    ///
    /// - Parameter allowNetworkFileSystem: opens it although LMDB's locks may not hold there.
    /// - Throws: ``LogError/noStore(path:)``, or ``LogError/notAStore(path:reason:)`` for a file of another kind
    ///   or of a later format.
    public static func open(path: String, allowNetworkFileSystem: Bool = false) throws(LogError) -> EventLog {
        let environment = try environment(path, readOnly: true, allowNetworkFileSystem)
        do throws(LMDBError) {
            return try opened(environment)
        } catch {
            throw refusal(error, path)
        }
    }

    /// Opens the store that the caller holds alone, for reading.
    static func open(within sole: SoleUse) throws(LogError) -> EventLog {
        let environment = try environment(sole.path, readOnly: true, true, within: sole)
        do throws(LMDBError) {
            return try opened(environment)
        } catch {
            throw refusal(error, sole.path)
        }
    }

    /// Opens the store in a folder, and makes an empty one where there is none.
    ///
    /// - Parameter seed: 16 random bytes that name a new log.
    public static func openOrCreate(
        path: String, seed: [UInt8], allowNetworkFileSystem: Bool = false
    ) throws(LogError) -> EventLog {
        try openOrCreate(path: path, storedID: storedID(seed), allowNetworkFileSystem)
    }

    /// Makes the store of a log that has an id already, in an empty folder.
    static func create(path: String, id: String) throws(LogError) -> EventLog {
        try openOrCreate(path: path, storedID: withCheck((bytes(ofID: id) ?? [])[...]), true)
    }

    private static func openOrCreate(
        path: String, storedID: [UInt8], _ allowNetworkFileSystem: Bool
    ) throws(LogError) -> EventLog {
        let environment = try environment(path, readOnly: false, allowNetworkFileSystem)
        do throws(LMDBError) {
            try refuseForeign(environment)
            let tables = try StoreTables(environment)
            let former = try formerIndexes(environment, tables)
            try environment.write { (transaction) throws(LMDBError) in
                if try transaction.contains(tables.meta, formatKey.span) {
                    try former?.upgrade(tables, &transaction)
                    return
                }
                try tables.putFormat(StoreTables.version, &transaction)
                try tables.put(idKey, storedID, &transaction)
                try tables.put(LogHead.key, LogHead.empty.encoded(), &transaction)
            }
            return try opened(environment)
        } catch {
            throw refusal(error, path)
        }
    }

    /// The indexes of a store that is still of format 2.
    private static func formerIndexes(
        _ environment: Environment, _ tables: StoreTables
    ) throws(LMDBError) -> FormerIndexes? {
        let version = try environment.read { (transaction) throws(LMDBError) in
            try tables.format(transaction)
        }
        return version == FormerIndexes.version
            ? try FormerIndexes(environment, meta: tables.meta) : nil
    }

    /// Keeps this program's tables out of a file that is none of its own, or of a later format. What an interrupted
    /// creation has left is tables with nothing in them, and is gone on with.
    private static func refuseForeign(_ environment: Environment) throws(LMDBError) {
        let sizes = try environment.tableSizes()
        guard sizes.values.contains(where: { $0 > 0 }) else { return }
        guard sizes["meta", default: 0] > 0 else { throw LMDBError.incompatible }
        let meta = try environment.table("meta")
        let version = try environment.read { (transaction) throws(LMDBError) -> UInt64? in
            guard let bytes = try transaction.get(meta, formatKey.span), bytes.count == 8 else { return nil }
            return bytes.littleEndian64(at: 0)
        }
        guard let version, version > 0 else { throw LMDBError.incompatible }
        guard version <= StoreTables.version else { throw LMDBError.versionMismatch }
    }

    /// The id as it is stored: 16 bytes that the seed gives, and 16 that tell whether those are still the same.
    private static func storedID(_ seed: [UInt8]) -> [UInt8] {
        withCheck(LogDigest.of(seed.span).bytes.prefix(16))
    }

    /// The 16 bytes of an id; `nil` where it is not 32 hex digits.
    static func bytes(ofID id: String) -> [UInt8]? {
        LogDigest("sha256:" + id + id).map { Array($0.bytes.prefix(16)) }
    }

    private static func withCheck(_ id: ArraySlice<UInt8>) -> [UInt8] {
        let id = Array(id)
        return id + LogDigest.of(id.span).bytes.prefix(16)
    }

    private static func refusal(_ error: LMDBError, _ path: String) -> LogError {
        switch error {
        case .notFound, .incompatible:
            .notAStore(path: path, reason: "it is an LMDB file without a log in it")
        case .versionMismatch:
            .notAStore(
                path: path,
                reason: "its format is later than version \(StoreTables.version); a newer chancery reads it")
        default: LogError(error)
        }
    }

    private static func environment(
        _ path: String, readOnly: Bool, _ allowNetworkFileSystem: Bool, within sole: SoleUse? = nil
    ) throws(LogError) -> Environment {
        var options = Environment.Options()
        options.maxTables = 32
        options.readOnly = readOnly
        options.allowNetworkFileSystem = allowNetworkFileSystem
        do throws(LMDBError) {
            if let sole { return try sole.open(options) }
            return try Environment.open(path: path, options: options)
        } catch {
            switch error {
            case .noSuchFile: throw LogError.noStore(path: path)
            case .invalid, .versionMismatch, .corrupted:
                throw LogError.notAStore(path: path, reason: error.description)
            default: throw LogError(error)
            }
        }
    }

    /// The format, before any other table is looked for: a later or earlier one may have other tables.
    private static func version(of environment: Environment) throws(LMDBError) -> UInt64 {
        let meta = try environment.table("meta")
        let version = try environment.read { (transaction) throws(LMDBError) -> UInt64 in
            try StoreTables.format(meta, transaction)
        }
        guard version <= StoreTables.version else { throw LMDBError.versionMismatch }
        return version
    }

    private static func opened(_ environment: Environment) throws(LMDBError) -> EventLog {
        let tables = try StoreTables(environment, version: version(of: environment))
        let found = try environment.read { (transaction) throws(LMDBError) -> (UInt64, String)? in
            guard let version = try transaction.get(tables.meta, formatKey.span), version.count == 8,
                let name = try transaction.get(tables.meta, idKey.span), let id = LogDigest(name.copied())
            else { return nil }
            guard id.bytes == withCheck(id.bytes.prefix(16)) else { throw LMDBError.corrupted }
            return (version.littleEndian64(at: 0), String(id.hex.prefix(32)))
        }
        guard let (version, id) = found else { throw LMDBError.notFound }
        guard version > 0 else { throw LMDBError.corrupted }
        return EventLog(environment: environment, tables: tables, id: id, formatVersion: version)
    }

    /// The folder of the store.
    public var path: String { environment.path }

    /// Runs `body` on one state of the store.
    public func reading<Result: ~Copyable>(
        _ body: (borrowing ReadTransaction) throws(LogError) -> Result
    ) throws(LogError) -> Result {
        try environment.read(body)
    }

    /// Runs `body`, which may throw any error, on one state of the store.
    public func read<Result: ~Copyable>(
        _ body: (borrowing ReadTransaction) throws -> Result
    ) throws -> Result {
        try environment.read(body)
    }
}
