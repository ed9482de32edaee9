// swift-tools-version: 6.2
import PackageDescription

let engine: [Target.Dependency] = [
    .product(name: "Chancery", package: "chancery"), .product(name: "EDTF", package: "chancery"),
]
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
    name: "chancery-benchmarks",
    dependencies: [.package(name: "chancery", path: "..")],
    targets: [
        // Makes the events up.
        .executableTarget(name: "generate", dependencies: engine, swiftSettings: strict),
        // What the engine does without its program around it.
        .executableTarget(name: "inside", dependencies: engine, swiftSettings: strict),
        // The same work in C against liblmdb, with nothing above it: how fast it could be.
        .executableTarget(
            name: "floor", cSettings: [.treatAllWarnings(as: .error)],
            linkerSettings: [.linkedLibrary("lmdb")]),
    ]
)
