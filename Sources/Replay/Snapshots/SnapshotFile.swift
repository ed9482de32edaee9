import CanonicalJSON
import EventCoding

/// A snapshot as a file has it: a mark, the lengths of four parts, the parts, and a digest of all before it.
///
/// The parts are what it is of, its index, its warnings (each JSON), and the text of its items.
enum SnapshotFile {
    private static let mark = Array("chancery-snapshot-1\n".utf8)
    private static let parts = 4
    private static var preface: Int { mark.count + parts * 8 }
    /// How much is hashed in one go: the digest is one over those of the pieces.
    private static let piece = 1 << 20

    /// The bytes of the file, in pieces.
    static func pieces(_ snapshot: Snapshot) -> [[UInt8]] {
        let parts = [
            CanonicalWriter.bytes(of: snapshot.about.json),
            Array(snapshot.indexText),
            CanonicalWriter.bytes(of: .list(snapshot.warnings.map(Self.json))), Array(snapshot.items),
        ]
        var all = mark
        for part in parts { all.append(littleEndian: UInt64(part.count)) }
        for part in parts { all += part }
        return [all, digest(of: all[...]).bytes]
    }

    /// What a file has; `nil` where it is not what was written.
    static func snapshot(_ bytes: [UInt8]) -> Snapshot? {
        guard let about = about(bytes), let ranges = ranges(bytes),
            LogDigest(bytes.span, at: bytes.count - LogDigest.size)
                == digest(of: bytes.dropLast(LogDigest.size)),
            let warnings = value(bytes[ranges[2]])?.list.flatMap(remarks)
        else { return nil }
        return Snapshot(
            about: about, indexText: bytes[ranges[1]], warnings: warnings, items: bytes[ranges[3]])
    }

    /// What a file says it is of, unchecked.
    static func about(_ bytes: [UInt8]) -> Snapshot.About? {
        guard let ranges = ranges(bytes) else { return nil }
        return value(bytes[ranges[0]]).flatMap(Snapshot.About.init)
    }

    private static func ranges(_ bytes: [UInt8]) -> [Range<Int>]? {
        guard bytes.count >= preface + LogDigest.size, bytes.starts(with: mark) else { return nil }
        var ranges: [Range<Int>] = []
        var place = preface
        let end = bytes.count - LogDigest.size
        for part in 0..<parts {
            let length = bytes.span.littleEndian64(at: mark.count + part * 8)
            guard length <= UInt64(end - place) else { return nil }
            ranges.append(place..<place + Int(length))
            place += Int(length)
        }
        return place == end ? ranges : nil
    }

    private static func digest(of bytes: ArraySlice<UInt8>) -> LogDigest {
        let digests = InParallel.map(bytes.count, by: piece) { run in
            LogDigest.of(bytes.span.extracting(run)).bytes
        }
        return LogDigest.of(Array(digests.joined()).span)
    }

    // MARK: Parts

    private static func value(_ bytes: ArraySlice<UInt8>) -> JSONValue? {
        guard let document = try? JSONDocument(bytes.span) else { return nil }
        return document.value(document.root)
    }

    /// An index as it is kept.
    static func text(of index: [Snapshot.Place]) -> ArraySlice<UInt8> {
        CanonicalWriter.bytes(of: .list(index.flatMap(json)))[...]
    }

    /// What an index says; `nil` where it doesn't fit the items.
    static func index(_ snapshot: Snapshot) -> [Snapshot.Place]? {
        guard let places = value(snapshot.indexText)?.list.flatMap(places) else { return nil }
        var end = 0
        for place in places {
            guard place.range.lowerBound >= end, place.range.upperBound <= snapshot.items.count else {
                return nil
            }
            end = place.range.upperBound
        }
        return places
    }

    private static func json(_ place: Snapshot.Place) -> [JSONValue] {
        [
            .text(place.actors.first), .text(place.actors.second),
            .integer(Int64(place.range.lowerBound)), .integer(Int64(place.range.upperBound)),
        ]
    }

    private static func places(_ list: [JSONValue]) -> [Snapshot.Place]? {
        var places: [Snapshot.Place] = []
        places.reserveCapacity(list.count / 4)
        for start in stride(from: 0, to: list.count - 3, by: 4) {
            guard let first = list[start].text, let second = list[start + 1].text,
                let from = list[start + 2].integer, let to = list[start + 3].integer, from >= 0, from <= to
            else { return nil }
            places.append(
                Snapshot.Place(
                    actors: TwoCodes(first: first, second: second),
                    range: Int(clamping: from)..<Int(clamping: to)))
        }
        return places
    }

    private static func json(_ remark: Snapshot.Remark) -> JSONValue {
        [
            "first": .text(orNull: remark.actors?.first), "records": .bool(remark.isOfRecords),
            "second": .text(orNull: remark.actors?.second),
            "warning": remark.warning,
        ]
    }

    private static func remarks(_ list: [JSONValue]) -> [Snapshot.Remark]? {
        var remarks: [Snapshot.Remark] = []
        for value in list {
            guard let warning = value["warning"] else { return nil }
            var actors: TwoCodes?
            if let first = value["first"]?.text, let second = value["second"]?.text {
                actors = TwoCodes(first: first, second: second)
            }
            remarks.append(
                Snapshot.Remark(
                    actors: actors, isOfRecords: value["records"] == .bool(true), warning: warning))
        }
        return remarks
    }
}
