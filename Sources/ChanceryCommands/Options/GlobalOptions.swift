import ArgumentParser
import EventLog
import SystemPackage

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The store's folder. Default: $CHANCERY_STORE, else .chancery here or in the nearest folder above.",
            valueName: "dir"),
        completion: .directory)
    var store: String?

    @Option(help: ArgumentHelp("How errors are told on standard error.", valueName: "form"))
    var errors: ErrorForm = .text

    @Flag(
        inversion: .prefixedNo,
        help: "Show how long work comes along. Default: at a terminal, once it has taken a second.")
    var progress: Bool?

    @Flag(help: "Open a store on a network file system, where LMDB's locks may not hold.")
    var allowNetworkFileSystem = false
}

extension ErrorForm: ExpressibleByArgument {}

extension GlobalOptions {
    /// Opens the store for reading.
    func openStore(_ context: Context) throws(Failure) -> EventLog {
        let path = try requiredPath(context)
        do throws(LogError) {
            return try EventLog.open(path: path, allowNetworkFileSystem: allowNetworkFileSystem)
        } catch {
            throw Failure(error)
        }
    }

    /// What is wrong with the pages of the store's file.
    func damage(_ context: Context) throws(Failure) -> [String] {
        let path = try requiredPath(context)
        do throws(LogError) {
            return try EventLog.damage(path: path, allowNetworkFileSystem: allowNetworkFileSystem)
        } catch {
            throw Failure(error)
        }
    }

    private func requiredPath(_ context: Context) throws(Failure) -> String {
        if let path = existingPath(context) { return path }
        throw .missing(
            "no-store",
            "there is no store in this folder or above it; `chancery init` makes one, --store names another")
    }

    /// Opens the store for appending, and makes it where there is none.
    func openOrCreateStore(_ context: Context) throws(Failure) -> EventLog {
        try createStore(at: existingPath(context) ?? defaultPath(context))
    }

    func createStore(at path: String) throws(Failure) -> EventLog {
        let isNew = try Self.makeFolders(FilePath(path))
        var random = SystemRandomNumberGenerator()
        let seed = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        do throws(LogError) {
            return try EventLog.openOrCreate(
                path: path, seed: seed, allowNetworkFileSystem: allowNetworkFileSystem)
        } catch {
            if isNew { System.removeFolder(path) }
            throw Failure(error, isCreating: true)
        }
    }

    /// Makes a folder and those above it that are missing; whether there was anything to do.
    static func makeFolders(_ path: FilePath) throws(Failure) -> Bool {
        if path.isEmpty || (try? Stat(path)) != nil { return false }
        _ = try makeFolders(path.removingLastComponent())
        do throws(SystemFault) {
            try System.makeFolder(path.string)
        } catch {
            throw Failure(
                .cannotCreate, "cannot-create", "the folder '\(path)' can't be made: \(error.message)")
        }
        return true
    }

    /// The store that is named, or the nearest one; `nil` where none is named and none is found.
    func existingPath(_ context: Context) -> String? {
        if let store { return context.path(store) }
        return Self.existingPath(environment: context.environment, directory: context.directory)
    }

    /// The store that is used where the command line names none.
    static func existingPath(environment: [String: String], directory: String) -> String? {
        if let named = namedPath(environment, directory) { return named }
        var folder = FilePath(directory)
        while true {
            let candidate = folder.appending(".chancery")
            if let status = try? Stat(candidate), status.type == .directory { return candidate.string }
            if !folder.removeLastComponent() { return nil }
        }
    }

    /// The store that the command line or the environment names.
    func namedPath(_ context: Context) -> String? {
        if let store { return context.path(store) }
        return Self.namedPath(context.environment, context.directory)
    }

    private static func namedPath(_ environment: [String: String], _ directory: String) -> String? {
        guard let named = environment[EnvironmentVariable.store.rawValue], !named.isEmpty else { return nil }
        return FilePath(directory).pushing(FilePath(named)).string
    }

    func defaultPath(_ context: Context) -> String { context.path(".chancery") }

    /// Whether there is a store that could be opened.
    func storeExists(_ context: Context) -> Bool {
        guard let path = existingPath(context) else { return false }
        return (try? Stat(FilePath(path).appending("data.mdb"))) != nil
    }
}
