import CanonicalJSON
import Foundation
import Glibc
import Testing

/// Stores in places of all kinds.
@Suite struct StorePlaceTests {
    @Test func aPathWithSpacesAndLettersOfAnyScriptIsAsGoodAsAnother() throws {
        let place = try Workplace()
        place.environment["CHANCERY_STORE"] = "Länder und 'Verträge'/日本 \"é\""
        #expect(place.run("append", "-", input: Line.meeting("a")).exit == 0)
        #expect(place.run("backup", "Kopie ö").exit == 0)
        #expect(place.run("compact").exit == 0)
        #expect(try place.run("stat", "--store", "Kopie ö").json["revision"] == 1)
        #expect(try place.run("verify").json["ok"] == true)
        let outcome = try Program(place, ["stat", "--store", "Kopie ö"]).end()
        #expect(try outcome.json["revision"] == 1)
    }

    @Test func aLinkToAStoreIsTheStore() throws {
        let place = try Workplace()
        let manager = FileManager.default
        #expect(place.run("append", "--store", "real", "-", input: Line.meeting("a")).exit == 0)
        try manager.createSymbolicLink(atPath: place.folder + "/link", withDestinationPath: "real")
        #expect(
            try place.run("append", "--store", "link", "-", input: Line.meeting("b")).json["lastRevision"]
                == 2)
        #expect(place.run("compact", "--store", "link").exit == 0)
        #expect(try manager.destinationOfSymbolicLink(atPath: place.folder + "/link") == "real")
        #expect(try place.names(in: "real") == ["data.mdb", "lock.mdb"])
        #expect(try place.run("stat", "--store", "real").json["revision"] == 2)
        #expect(place.run("redact", "a", "--reason", "a slip", "--yes", "--store", "link").exit == 0)
        #expect(try place.run("verify", "--store", "real").json["revision"] == 3)
        // Nor is it overwritten by what makes something anew.
        #expect(place.run("backup", "link", "--store", "real").exit == 73)
        // A link that leads nowhere is no store.
        try manager.createSymbolicLink(atPath: place.folder + "/loose", withDestinationPath: "nowhere")
        #expect(place.run("stat", "--store", "loose").exit == 66)
    }

    @Test func twoStoresAtOnceKeepApart() throws {
        let place = try Workplace()
        for (store, id) in [("one", "a"), ("two", "b"), ("one", "c"), ("two", "c")] {
            #expect(place.run("append", "--store", store, "-", input: Line.meeting(id)).exit == 0)
        }
        let one = place.run("log", "--store", "one", "--format", "cloudevents").output
        let receipt = place.run("append", "--store", "two", "--format", "cloudevents", "-", input: one)
        #expect(try receipt.json["appended"] == 1 && receipt.json["skipped"] == 1)
        #expect(try place.run("stat", "--store", "one").json["revision"] == 2)
        #expect(try place.run("stat", "--store", "two").json["revision"] == 3)
        #expect(try place.run("verify", "--store", "two").json["ok"] == true)
    }

    /// Runs a program; whether it was content.
    private static func run(_ arguments: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    /// What needs leave to write.
    private static let writing = [
        ["append", "line"], ["compact"], ["redact", "a", "--reason", "x", "--yes"], ["snapshots", "build"],
    ]

    private static let nobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

    private static let canBeNobody: Bool = {
        guard getuid() == 0, FileManager.default.isExecutableFile(atPath: nobody[0]),
            let place = try? Workplace(), let outcome = try? Program(place, by: nobody, ["--version"]).end()
        else { return false }
        return outcome.exit == 0
    }()

    /// Whoever may only read a store reads it, and is told why nothing else works.
    @Test(.enabled(if: canBeNobody, "needs root, setpriv, and a build that everybody may run"))
    func whoMayOnlyReadReadsAndIsToldWhyNotMore() throws {
        let place = try Workplace()
        #expect(place.run("append", "-", input: Line.meeting("a")).exit == 0)
        let before = try Data(contentsOf: URL(fileURLWithPath: place.folder + "/.chancery/data.mdb"))
        func outcome(_ arguments: String...) throws -> Outcome {
            // A program that another user runs has its errors read by this one.
            try Program(place, by: Self.nobody, arguments).end()
        }
        _ = unsafe chmod(place.folder, 0o755)
        _ = unsafe chmod(place.folder + "/.chancery", 0o755)
        for arguments in [["stat"], ["verify"], ["log"], ["export", "meetings"], ["snapshots"]] {
            let outcome = try Program(place, by: Self.nobody, arguments).end()
            #expect(outcome.exit == 0 && outcome.errors == "", "\(arguments): \(outcome)")
        }
        try place.write("line", Line.meeting("b"))
        for arguments in Self.writing {
            let outcome = try Program(place, by: Self.nobody, arguments).end()
            #expect([73, 74].contains(outcome.exit), "\(arguments): \(outcome)")
            #expect(outcome.errors.contains("ermission") && outcome.errorLines.count == 1, "\(outcome)")
        }
        _ = unsafe chmod(place.folder + "/.chancery", 0o700)
        let shut = try outcome("log")
        #expect(shut.exit == 74 && shut.errors.contains("ermission"), "\(shut)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: place.folder + "/.chancery/data.mdb")) == before)
    }

    private static let canMount: Bool = {
        guard getuid() == 0, let place = try? Workplace() else { return false }
        guard run("mount", "--bind", place.folder, place.folder) else { return false }
        return run("umount", place.folder)
    }()

    @Test(.enabled(if: canMount, "needs leave to mount"))
    func aStoreOnAMediumThatCanNotBeWrittenIsRead() throws {
        let place = try Workplace()
        #expect(place.run("append", "--store", "store", "-", input: Line.meeting("a")).exit == 0)
        let path = place.folder + "/store"
        try #require(Self.run("mount", "--bind", path, path))
        defer { _ = Self.run("umount", "-l", path) }
        try #require(Self.run("mount", "-o", "remount,ro,bind", path))
        place.environment["CHANCERY_STORE"] = "store"
        for arguments in [
            ["stat"], ["verify"], ["log"], ["backup", "copy"], ["dump", "-o", "dump"], ["snapshots"],
        ] {
            let outcome = try Program(place, arguments + ["--store", "store"]).end()
            #expect(outcome.exit == 0 && outcome.errors == "", "\(arguments): \(outcome)")
        }
        try place.write("line", Line.meeting("b"))
        for arguments in Self.writing {
            let outcome = try Program(place, arguments + ["--store", "store"]).end()
            #expect([73, 74].contains(outcome.exit), "\(arguments): \(outcome)")
            #expect(outcome.errors.contains("ead-only") && outcome.errorLines.count == 1, "\(outcome)")
        }
    }

    /// Where the system lets a process write small files only, what was recorded stays.
    @Test func aLimitOnTheSizeOfFilesIsToldAndLosesNothing() throws {
        let place = try Workplace()
        let note = String(repeating: "n", count: 20_000)
        let lines = (0..<40).map {
            #"{"id":"e\#($0)","type":"x.own","occurred":"","note":"\#(note)"}"# + "\n"
        }
        try place.write("lines", lines.joined())
        let shell = ["/bin/sh", "-c", "ulimit -f 800 && exec \"$@\"", "sh"]
        let outcome = try Program(place, by: shell, ["append", "--batch", "4", "lines"]).end()
        #expect(outcome.exit == 74 && outcome.errorLines.count == 1, "\(outcome)")
        #expect(outcome.errors.contains("ulimit -f"), "\(outcome)")
        let revision = try outcome.json["lastRevision"]?.integer ?? 0
        #expect(try revision > 0 && place.run("stat").json["revision"]?.integer == revision)
        #expect(try place.run("verify").json["ok"] == true)
        #expect(try place.run("append", "lines").json["lastRevision"] == 40)
    }
}
