// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "desk",
    dependencies: [.package(name: "chancery", path: "..")],
    targets: [
        .target(
            name: "RepresentationGaps", dependencies: [.product(name: "Chancery", package: "chancery")]),
        .executableTarget(
            name: "desk",
            dependencies: [
                "RepresentationGaps", .product(name: "ChanceryCommands", package: "chancery"),
            ]),
        .testTarget(
            name: "RepresentationGapsTests",
            dependencies: [
                "RepresentationGaps", .product(name: "ChanceryCommands", package: "chancery"),
            ]),
    ]
)
