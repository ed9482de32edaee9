import Glibc

/// How many threads the machine can run at once.
package enum Cores {
    /// At least 1.
    package static let count = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
