// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "chancery-benchmarks",
    dependencies: [.package(name: "chancery", path: "..")],
    targets: [
        .executableTarget(
            name: "generate",
            dependencies: [
                .product(name: "Chancery", package: "chancery"), .product(name: "EDTF", package: "chancery"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)])
    ]
)
