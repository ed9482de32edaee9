import CanonicalJSON
import EventCoding

/// Files of seals, proofs and keys, which are read whole.
enum SealedFile {
    /// The most that is read: what a proof of the longest event takes up.
    private static let most = 4 << 20

    static func seal(_ name: String, _ context: Context) throws(Failure) -> Seal {
        let json = try json(name, context)
        do throws(SealFault) { return try Seal(json) } catch { throw bad(name, error) }
    }

    static func proof(_ name: String, _ context: Context) throws(Failure) -> EventProof {
        let json = try json(name, context)
        do throws(SealFault) { return try EventProof(json) } catch { throw bad(name, error) }
    }

    static func proofBetweenSeals(_ name: String, _ context: Context) throws(Failure) -> ExtensionProof {
        let json = try json(name, context)
        do throws(SealFault) { return try ExtensionProof(json) } catch { throw bad(name, error) }
    }

    static func key(_ name: String, _ context: Context) throws(Failure) -> SealKey {
        let text = String(decoding: try bytes(name, context), as: UTF8.self)
        guard let key = SealKey(fileText: text) else {
            throw Failure(
                .badData, "bad-key", "'\(name)' is no key file; `chancery seal --new-key FILE` makes one")
        }
        return key
    }

    private static func bad(_ name: String, _ fault: SealFault) -> Failure {
        Failure(.badData, [Problem("bad-seal", fault.description, file: name)])
    }

    private static func json(_ name: String, _ context: Context) throws(Failure) -> JSONValue {
        let bytes = try bytes(name, context)
        do throws(JSONFault) {
            // A proof stands around an event, which may be as deep as any.
            var document = JSONDocument()
            try document.parse(bytes, 0..<bytes.count, wrappings: 1)
            return document.value(document.root)
        } catch {
            throw Failure(.badData, [Problem("bad-json", "is not JSON: \(error)", file: name)])
        }
    }

    private static func bytes(_ name: String, _ context: Context) throws(Failure) -> [UInt8] {
        do throws(StreamError) {
            let source: any ByteSource =
                name == "-" ? context.input : try FileSource(path: context.path(name), name: name)
            var bytes: [UInt8] = []
            while case let more = try source.read(), !more.isEmpty {
                bytes += more
                if bytes.count > most {
                    throw .failed("'\(name)' is longer than a seal or proof can be")
                }
            }
            return bytes
        } catch {
            throw Failure(error)
        }
    }
}
