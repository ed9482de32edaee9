import Foundation
import Glibc

/// A file system in user space with an empty folder and nothing else, to be refused: all that a test can have of the
/// file systems on which LMDB is not safe. Spoken is the kernel's FUSE protocol, version 7.
final class UserSpaceFileSystem {
    private let descriptor: Int32
    private let path: String

    /// `nil` where this process has no leave to mount one.
    init?(at path: String) {
        descriptor = unsafe open("/dev/fuse", O_RDWR | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else { return nil }
        let options = "fd=\(descriptor),rootmode=40000,user_id=\(getuid()),group_id=\(getgid())"
        let isMounted = unsafe options.withCString { unsafe mount("test", path, "fuse", 0, $0) == 0 }
        guard isMounted else {
            close(descriptor)
            return nil
        }
        Thread.detachNewThread { [descriptor] in Self.serve(descriptor) }
    }

    deinit {
        _ = unsafe umount2(path, Int32(MNT_DETACH))
        close(descriptor)
    }

    private static func serve(_ descriptor: Int32) {
        var request = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let length = unsafe request.withUnsafeMutableBytes {
                unsafe read(descriptor, $0.baseAddress, $0.count)
            }
            // Ends where it is no longer mounted.
            if length < 40 {
                if length < 0, errno == EINTR || errno == ENOENT { continue }
                return
            }
            let operation = UInt32(request[4]) | UInt32(request[5]) << 8
            guard let answer = answer(operation) else { continue }
            var reply = number(UInt32(16 + answer.bytes.count)) + number(UInt32(bitPattern: answer.error))
            reply += request[8..<16] + answer.bytes
            _ = unsafe reply.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        }
    }

    /// `nil` for what wants no answer.
    private static func answer(_ operation: UInt32) -> (error: Int32, bytes: [UInt8])? {
        switch operation {
        case 26:  // init: version 7.31, and no features.
            return (
                0,
                number(7) + number(31) + [UInt8](repeating: 0, count: 12) + number(4096)
                    + [UInt8](repeating: 0, count: 40)
            )
        case 3:  // getattr: a folder.
            let times = [UInt8](repeating: 0, count: 16 + 48 + 12)
            return (0, times + number(0o40755) + number(2) + [UInt8](repeating: 0, count: 20))
        case 17:  // statfs
            return (
                0,
                [UInt8](repeating: 1, count: 40) + number(4096) + number(255) + number(4096)
                    + [UInt8](repeating: 0, count: 28)
            )
        case 2, 42: return nil
        case 1: return (-ENOENT, [])
        default: return (-ENOSYS, [])
        }
    }

    private static func number(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
