import ArgumentParser
import CanonicalJSON
import EventCoding
import EventLog
import LMDB
import SystemPackage

/// `chancery seal`
struct SealCommand: ChanceryCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Sign where the log stands, so that it can be held against it later.",
        discussion: """
            A seal is a small JSON file: the log's id, revision and head, the time, a public key and an Ed25519 \
            signature. Kept elsewhere, it proves with `chancery verify --against` that the history up to there is \
            unchanged, and with `chancery prove --check` that an event belongs to it. A key file is secret: whoever \
            has it can seal in your name.

            Examples:
              chancery seal --new-key desk.key
              chancery seal --key desk.key -o 2026.seal
            """)

    @Option(
        help: ArgumentHelp("The key file to sign with. Default: $CHANCERY_KEY.", valueName: "file"),
        completion: .file())
    var key: String?

    @Option(
        help: ArgumentHelp(
            "Make a key file, which only you may read, and print its public key. Nothing is sealed.",
            valueName: "file"),
        completion: .file())
    var newKey: String?

    @OptionGroup var output: OutputOptions

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        if let newKey {
            if key != nil || output.output != nil {
                throw .usage("--new-key only makes a key; call seal again to seal with it")
            }
            try context.print(["key": .text(try make(newKey, context)), "path": .text(newKey)])
            return .done
        }
        guard let name = key ?? context.environment[EnvironmentVariable.key.rawValue], !name.isEmpty else {
            throw .usage(
                "seal needs a key: --key FILE or $CHANCERY_KEY; `chancery seal --new-key FILE` makes one")
        }
        let key = try SealedFile.key(name, context)
        let log = try global.openStore(context)
        let seal: Seal
        do {
            let head = try log.read { transaction in try log.head(transaction) }
            seal = try Seal(
                log: log.id, revision: head.revision, head: head.digest, sealed: context.clock(), by: key)
        } catch let error as LogError {
            throw Failure(error)
        } catch {
            throw Failure(.fault, "seal", "the log can't be sealed: \(error)")
        }
        try context.deliver(seal.json, to: output.file)
        return .done
    }

    /// - Returns: the public key.
    private func make(_ name: String, _ context: Context) throws(Failure) -> String {
        let key = SealKey()
        let path = FilePath(context.path(name))
        do {
            let descriptor = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: .ownerReadWrite)
            defer { try? descriptor.close() }
            do {
                try descriptor.writeAll(Array(key.fileText.utf8))
                try System.synchronise(descriptor.rawValue)
            } catch {
                System.remove(path.string)
                throw error
            }
        } catch let error as Errno where error == .fileExists {
            throw Failure(
                .cannotCreate, "cannot-create",
                "'\(name)' is there already and stays as it is; name another file")
        } catch let error as Errno {
            throw Failure(.cannotCreate, "cannot-create", "'\(name)' can't be created: \(error)")
        } catch let error as SystemFault {
            throw Failure(.inputOutput, "input-output", "'\(name)' can't be written: \(error.message)")
        } catch {
            throw Failure(.inputOutput, "input-output", "'\(name)' can't be written: \(error)")
        }
        return key.publicKey.description
    }
}

extension Context {
    /// Prints a value on a line of its own, or writes it into a file.
    func deliver(_ value: JSONValue, to file: String?) throws(Failure) {
        guard let file else { return try print(value) }
        try OutputFile(file, self).write(CanonicalWriter.bytes(of: value) + [UInt8(ascii: "\n")])
    }
}
