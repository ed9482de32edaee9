public import DiplomaticEvents

/// Lines that have been read, checked and written canonically: everything that can be done without the log, and so on
/// any thread.
///
/// What a writer needs of an event lies in few lists for all of them, with numbers in the place of names: it is handed
/// from one thread to another, and to take it apart must cost next to nothing there.
public struct PreparedLines: Sendable {
    /// How many lines of the input stand before those from which these count.
    public var linesBefore = 0
    /// How many lines of the input these are, blank ones among them; 0 where they count from the input's first.
    public internal(set) var lines = 0
    /// The canonical texts of the events, one after another.
    public internal(set) var content: [UInt8] = []
    public internal(set) var events: [PreparedEvent] = []
    /// The lines between the events that are none, in their order.
    public internal(set) var refused: [RefusedLine] = []
    /// The names of these lines: of actors, of subjects, and of types that are not in the catalogue.
    public internal(set) var actors = NameList()
    public internal(set) var subjects = NameList()
    public internal(set) var ownTypes = NameList()
    /// The parts of the events, one event's after another's.
    public internal(set) var parts: [PreparedPart] = []
    /// The hashes of the names that events speak of beside their actors and subjects, of each event each once.
    public internal(set) var mentions: [UInt64] = []
    /// The drafts of the events of which more has to be known than stands here.
    public internal(set) var drafts: [EventDraft] = []

    public init() {}

    /// How many lines there are, blank ones left out.
    public var count: Int { events.count + refused.count }

    /// The draft of an event that keeps it.
    public func draft(_ event: borrowing PreparedEvent) -> EventDraft? {
        event.draft < 0 ? nil : drafts[event.draft]
    }
}

/// An event that is sound in itself. All its ranges and places lie in the lists of its ``PreparedLines``.
public struct PreparedEvent: Sendable {
    /// The line on which it begins, from 1 on behind ``PreparedLines/linesBefore``.
    public let line: Int
    public let type: EventType
    /// Where the name of a type of the user's own stands; -1 for a type of the catalogue.
    public let ownType: Int
    /// -1 for none.
    public let subject: Int
    public let parts: Range<Int>
    public let mentions: Range<Int>
    /// -1 where it isn't kept: it is of records, of memberships, of withheld events, and of events that name actors
    /// elsewhere than in `actors`.
    public let draft: Int
    /// Of its id, as given or derived.
    public let idHash: UInt64
    /// Of its canonical text.
    public let digest: LogDigest
    /// Where its canonical text stands.
    public let content: Range<Int>
    /// Its header, without the time of recording and without numbers.
    public let header: StoredHeader
}

/// An actor's part in an event.
public struct PreparedPart: Sendable {
    public let actor: UInt32
    public let role: Role
}

/// A line that is no event.
public struct RefusedLine: Sendable {
    /// As ``PreparedEvent/line``.
    public let line: Int
    /// How many events stand before it.
    public let eventsBefore: Int
    public let reason: Reason

    public enum Reason: Sendable {
        /// The draft says what it would have been.
        case faults(EventDraft, [FieldFault])
        /// It is not even JSON.
        case unreadable(String)
    }
}
