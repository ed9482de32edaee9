// swift-tools-version: 6.2
import PackageDescription

// Beside the main package because all of it is built with the fuzzer's instruments: `make fuzz`.
let package = Package(
    name: "chancery-fuzz",
    dependencies: [.package(name: "chancery", path: "../..")],
    targets: [
        .executableTarget(
            name: "fuzz",
            dependencies: [
                .product(name: "Chancery", package: "chancery"), .product(name: "EDTF", package: "chancery"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)])
    ]
)
