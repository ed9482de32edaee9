public import DiplomaticEvents
public import EDTF

/// What a replay needs of an event, in 64 bytes: everything that decides whether, when and where it folds,
/// without its JSON.
///
/// All integers are little-endian. The layout, byte by byte, stands in DESIGN.md; a change of it is a change of
/// the store's format.
public struct StoredHeader: Sendable, Hashable {
    /// The size of a header in bytes.
    public static let size = 64
    /// How many actors with their roles a header holds; of an event with more, the body tells the rest.
    public static let inlineParts = 3
    /// How many headers make up a frame. A full frame is 4,032 bytes: with LMDB's own header of an overflow
    /// page it fills one page, so that an append touches one page of headers.
    public static let perFrame: UInt64 = 63

    /// When the log recorded it, in microseconds since 1970-01-01T00:00:00Z.
    public var recorded: Int64
    /// The bounds of `occurred`, not capped by the report.
    public var earliest: Instant
    public var latest: Instant
    /// The last instant of `reported`; where that is absent, of the day on which it was recorded.
    public var reported: Instant
    /// The type's number in this store.
    public var type: UInt16
    public var assertion: Assertion
    public var flags: Flags
    /// The subject's number in this store; 0 for none.
    public var subject: UInt32
    /// The first actors, by their numbers in this store (0 for none), and their roles.
    public var actors: (UInt32, UInt32, UInt32)
    public var roles: (UInt8, UInt8, UInt8)
    /// How many parts the event has; more than three, and the body tells them.
    public var partCount: UInt8
    /// For a coded signal: the score in thousandths, and the root of its CAMEO code.
    public var goldstein: Int32
    public var cameoRoot: UInt8

    /// What a header says in bits.
    public struct Flags: OptionSet, Sendable, Hashable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// It lasted; the body tells until when.
        public static let isInterval = Flags(rawValue: 1)
        /// The body tells an `effective`.
        public static let hasEffective = Flags(rawValue: 2)
        /// An actor acts for each of its members; the body tells which.
        public static let actsForMembers = Flags(rawValue: 4)
        /// `occurred` is empty: not known.
        public static let isUnknownDate = Flags(rawValue: 8)
        /// `reported` stands in the event.
        public static let isReported = Flags(rawValue: 16)
        /// Of `actor.defined`: the body tells when the actor exists.
        public static let tellsExistence = Flags(rawValue: 32)
        /// Of `actor.defined`: the actor is an organisation.
        public static let definesOrganisation = Flags(rawValue: 64)
    }

    /// The header of a draft.
    ///
    /// - Parameters:
    ///   - recorded: microseconds since 1970.
    ///   - type: its number in the store.
    ///   - subject: its number in the store; 0 for none.
    ///   - actors: their numbers in the store, of the draft's parts.
    public init(_ draft: EventDraft, recorded: Int64, type: UInt16, subject: UInt32, actors: [UInt32]) {
        func role(_ index: Int) -> UInt8 { index < actors.count ? draft.parts[index].role.rawValue : 0 }
        self.init(draft, roles: (role(0), role(1), role(2)), partCount: actors.count)
        place(recorded: recorded, type: type, subject: subject, actors: actors)
    }

    /// The header of a draft that has no place in a log yet: without a time of recording, and without numbers.
    ///
    /// - Parameters:
    ///   - draft: its parts are not looked at.
    ///   - roles: those of the first parts.
    ///   - count: how many parts there are.
    init(_ draft: EventDraft, roles: (UInt8, UInt8, UInt8), partCount count: Int) {
        recorded = 0
        earliest = draft.occurred.earliest
        latest = draft.occurred.latest
        reported = draft.reported ?? Instant(seconds: 0)
        type = 0
        assertion = draft.assertion
        var flags: Flags = []
        if draft.isInterval { flags.insert(.isInterval) }
        if draft.effective != nil { flags.insert(.hasEffective) }
        if !draft.eachMember.isEmpty { flags.insert(.actsForMembers) }
        if draft.isUnknownDate { flags.insert(.isUnknownDate) }
        if draft.reported != nil { flags.insert(.isReported) }
        if draft.tellsExistence { flags.insert(.tellsExistence) }
        if draft.definedKind == .organisation { flags.insert(.definesOrganisation) }
        self.flags = flags
        subject = 0
        actors = (0, 0, 0)
        self.roles = roles
        partCount = UInt8(clamping: count)
        goldstein = draft.goldstein
        cameoRoot = draft.cameoRoot
    }

    /// Gives the header its place in a log.
    ///
    /// - Parameters:
    ///   - recorded: microseconds since 1970.
    ///   - type: its number in the store.
    ///   - subject: its number in the store; 0 for none.
    ///   - actors: their numbers in the store, of the event's parts.
    public mutating func place(recorded: Int64, type: UInt16, subject: UInt32, actors: [UInt32]) {
        self.recorded = recorded
        if !flags.contains(.isReported) { reported = StoredHeader.lastInstant(ofDayOf: recorded) }
        self.type = type
        self.subject = subject
        self.actors = (
            actors.isEmpty ? 0 : actors[0], actors.count < 2 ? 0 : actors[1], actors.count < 3 ? 0 : actors[2]
        )
    }

    /// The last instant of the UTC day in which a time in microseconds lies.
    public static func lastInstant(ofDayOf microseconds: Int64) -> Instant {
        Instant(seconds: microseconds.dividedDown(by: 1_000_000)).day.lastInstant
    }

    /// When it occurred, capped by the day of its report: an asserted event can't have happened after it was
    /// reported, unless it speaks of what is to come; an unknown date is nothing but the report's.
    public var cappedBounds: Bounds {
        var bounds = Bounds(earliest: earliest, latest: latest)
        guard assertion == .asserted || flags.contains(.isUnknownDate) else { return bounds }
        let cap = reported.day.lastInstant
        if bounds.latest > cap, bounds.earliest <= cap { bounds.latest = cap }
        return bounds
    }
}

extension Int64 {
    /// Division that rounds towards minus infinity.
    func dividedDown(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

// MARK: Bytes

extension StoredHeader {
    /// Appends the 64 bytes.
    public func encode(into bytes: inout [UInt8]) {
        bytes.append(littleEndian: UInt64(bitPattern: recorded))
        bytes.append(littleEndian: UInt64(bitPattern: earliest.seconds))
        bytes.append(littleEndian: UInt64(bitPattern: latest.seconds))
        bytes.append(littleEndian: UInt64(bitPattern: reported.seconds))
        let kind = UInt32(type) | UInt32(assertion.rawValue) << 16 | UInt32(flags.rawValue) << 24
        bytes.append(littleEndian: UInt64(kind) | UInt64(subject) << 32)
        bytes.append(littleEndian: UInt64(actors.0) | UInt64(actors.1) << 32)
        let parts = UInt32(roles.0) | UInt32(roles.1) << 8 | UInt32(roles.2) << 16 | UInt32(partCount) << 24
        bytes.append(littleEndian: UInt64(actors.2) | UInt64(parts) << 32)
        bytes.append(littleEndian: UInt64(UInt32(bitPattern: goldstein)) | UInt64(cameoRoot) << 32)
    }

    /// Reads the header that begins at `offset`, or `nil` where the bytes are none: too few, or a value that no
    /// header has.
    public init?(_ bytes: Span<UInt8>, at offset: Int) {
        guard offset >= 0, offset <= bytes.count - StoredHeader.size else { return nil }
        recorded = Int64(bitPattern: bytes.littleEndian64(at: offset))
        earliest = Instant(seconds: Int64(bitPattern: bytes.littleEndian64(at: offset + 8)))
        latest = Instant(seconds: Int64(bitPattern: bytes.littleEndian64(at: offset + 16)))
        reported = Instant(seconds: Int64(bitPattern: bytes.littleEndian64(at: offset + 24)))
        let kind = bytes.littleEndian32(at: offset + 32)
        type = UInt16(truncatingIfNeeded: kind)
        guard let assertion = Assertion(rawValue: UInt8(truncatingIfNeeded: kind >> 16)) else { return nil }
        self.assertion = assertion
        flags = Flags(rawValue: UInt8(truncatingIfNeeded: kind >> 24))
        subject = bytes.littleEndian32(at: offset + 36)
        actors = (
            bytes.littleEndian32(at: offset + 40), bytes.littleEndian32(at: offset + 44),
            bytes.littleEndian32(at: offset + 48)
        )
        roles = (bytes[offset + 52], bytes[offset + 53], bytes[offset + 54])
        partCount = bytes[offset + 55]
        goldstein = Int32(bitPattern: bytes.littleEndian32(at: offset + 56))
        cameoRoot = bytes[offset + 60]
    }

    /// The number of the type in the header that begins at `offset`, for passes over many of which few matter.
    public static func type(in bytes: Span<UInt8>, at offset: Int) -> Int {
        Int(UInt16(truncatingIfNeeded: bytes.littleEndian32(at: offset + 32)))
    }

    public static func == (one: StoredHeader, other: StoredHeader) -> Bool {
        var (bytes, otherBytes): ([UInt8], [UInt8]) = ([], [])
        one.encode(into: &bytes)
        other.encode(into: &otherBytes)
        return bytes == otherBytes
    }

    public func hash(into hasher: inout Hasher) {
        var bytes: [UInt8] = []
        encode(into: &bytes)
        hasher.combine(bytes)
    }
}
