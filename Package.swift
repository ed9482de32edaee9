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
        .executable(name: "chancery", targets: ["chancery"]),
        .library(name: "EDTF", targets: ["EDTF"]),
        .library(
            name: "Chancery",
            targets: [
                "CanonicalJSON", "DiplomaticEvents", "EventCoding", "EventLog", "Projections", "Replay",
            ]),
        .library(name: "ChanceryCommands", targets: ["ChanceryCommands"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
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
                "CanonicalJSON", "DiplomaticEvents", "EDTF",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "EventLog",
            dependencies: ["CanonicalJSON", "DiplomaticEvents", "EDTF", "EventCoding", "LMDB"],
            swiftSettings: strict),
        .target(
            name: "Projections", dependencies: ["CanonicalJSON", "DiplomaticEvents", "EDTF"],
            swiftSettings: strict),
        .target(
            name: "Replay",
            dependencies: [
                "CanonicalJSON", "DiplomaticEvents", "EDTF", "EventCoding", "EventLog", "LMDB", "Projections",
            ],
            swiftSettings: strict),
        .target(
            name: "ChanceryCommands",
            dependencies: [
                "CanonicalJSON", "DiplomaticEvents", "EDTF", "EventCoding", "EventLog", "LMDB", "Replay",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .executableTarget(name: "chancery", dependencies: ["ChanceryCommands"], swiftSettings: strict),
        .target(
            name: "NaiveReference",
            dependencies: ["CanonicalJSON", "DiplomaticEvents", "EDTF", "Projections"],
            path: "Tests/NaiveReference", swiftSettings: strict),
        .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict),
        .testTarget(name: "LMDBTests", dependencies: ["LMDB", "SeededRandom"], swiftSettings: strict),
        .testTarget(name: "EDTFTests", dependencies: ["EDTF"], swiftSettings: strict),
        .testTarget(
            name: "CanonicalJSONTests", dependencies: ["CanonicalJSON", "SeededRandom"], swiftSettings: strict
        ),
        .testTarget(
            name: "DiplomaticEventsTests",
            dependencies: ["CanonicalJSON", "DiplomaticEvents", "EDTF", "SeededRandom"],
            swiftSettings: strict),
        .testTarget(
            name: "EventCodingTests",
            dependencies: ["CanonicalJSON", "DiplomaticEvents", "EDTF", "EventCoding", "SeededRandom"],
            swiftSettings: strict),
        .testTarget(
            name: "EventLogTests",
            dependencies: [
                "CanonicalJSON", "DiplomaticEvents", "EDTF", "EventCoding", "EventLog", "LMDB",
                "SeededRandom",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ProjectionsTests",
            dependencies: [
                "CanonicalJSON", "DiplomaticEvents", "EDTF", "NaiveReference", "Projections", "SeededRandom",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ReplayTests",
            dependencies: [
                "CanonicalJSON", "DiplomaticEvents", "EDTF", "EventLog", "NaiveReference", "Projections",
                "Replay", "SeededRandom",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "GoldenTests", dependencies: ["CanonicalJSON", "EDTF", "EventLog", "Replay"],
            swiftSettings: strict),
        .testTarget(name: "ReadmeTests", dependencies: ["chancery"], swiftSettings: strict),
        .testTarget(
            name: "ChanceryCommandsTests",
            dependencies: ["CanonicalJSON", "ChanceryCommands", "SeededRandom", "chancery"],
            exclude: ["Fixtures", "Scenarios"],
            swiftSettings: strict),
        .executableTarget(
            name: "crash-child", dependencies: ["EDTF", "EventCoding", "EventLog", "LMDB", "Replay"],
            path: "Tests/CrashTests/Child",
            swiftSettings: strict),
        .testTarget(
            name: "CrashTests",
            dependencies: [
                "CanonicalJSON", "EDTF", "EventCoding", "EventLog", "LMDB", "Replay", "SeededRandom",
                "chancery",
                "crash-child",
            ],
            exclude: ["Child"],
            swiftSettings: strict),
    ]
)
