// swift-tools-version: 6.2
import PackageDescription

/// What every target is held to: no warning passes, memory-unsafe calls must say `unsafe`,
/// and an import is not handed on to importers by accident.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
    name: "chancery",
    products: [
        .library(name: "EDTF", targets: ["EDTF"]),
        .library(
            name: "Chancery",
            targets: ["CanonicalJSON", "DiplomaticEvents", "EventCoding", "EventLog"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    ],
    targets: [
        .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
        .target(
            name: "LMDB", dependencies: ["CLMDB"],
            swiftSettings: strict + [.enableExperimentalFeature("Lifetimes")]),
        .target(name: "EDTF", swiftSettings: strict),
        .target(name: "CanonicalJSON", swiftSettings: strict),
        .target(name: "DiplomaticEvents", dependencies: ["EDTF", "CanonicalJSON"], swiftSettings: strict),
        .target(
            name: "EventCoding",
            dependencies: [
                "CanonicalJSON", "DiplomaticEvents", "EDTF", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "EventLog",
            dependencies: ["CanonicalJSON", "DiplomaticEvents", "EDTF", "EventCoding", "LMDB"],
            swiftSettings: strict),
        .testTarget(name: "EDTFTests", dependencies: ["EDTF"], swiftSettings: strict),
        .testTarget(name: "LMDBTests", dependencies: ["LMDB"], swiftSettings: strict),
    ]
)
