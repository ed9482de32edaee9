import DiplomaticEvents
import EventCoding
import EventLog
import LMDB

/// What a pass over all headers wants of an event, by its type.
struct HeaderInterest: Sendable {
    /// By the number of the type.
    private let isWanted: [Bool]

    /// - Parameters:
    ///   - types: the store's types by number.
    ///   - wanted: says of a type whether events of it are wanted; of the user's own and unknown ones it is asked with
    ///     `nil`.
    init(_ types: [EventType?], _ wanted: (EventType?) -> Bool) {
        isWanted = types.map(wanted)
    }

    /// Whether events of a type are wanted. A number that no type has is: whoever looks closer finds it broken.
    func wants(type number: Int) -> Bool { number >= isWanted.count || isWanted[number] }
}

extension LensCut {
    /// Hands out the headers that are of interest, and those of all events that are not as they were recorded, in the
    /// order of the log. Of the others nothing but the type is looked at.
    func forEachHeader(
        _ interest: HeaderInterest, _ transaction: borrowing ReadTransaction, _ progress: Progress? = nil,
        _ body: (_ revision: UInt64, StoredHeader, _ isChanged: Bool) throws(LogError) -> Void
    ) throws(LogError) {
        let changed = overlay.revisions
        var nextChanged = 0
        let total = Int(clamping: cut.through)
        try log.forEachFrame(through: cut.through, transaction) { (first, frame) throws(LogError) in
            if let progress, first & 0xFFFF < StoredHeader.perFrame { progress(Int(clamping: first), total) }
            var revision = first
            var place = 0
            while place < frame.count {
                let isChanged = nextChanged < changed.count && changed[nextChanged] == revision
                if isChanged { nextChanged += 1 }
                if isChanged || interest.wants(type: StoredHeader.type(in: frame, at: place)) {
                    guard let header = StoredHeader(frame, at: place) else {
                        throw .corrupt("the header of revision \(revision) is broken")
                    }
                    try body(revision, header, isChanged)
                }
                place += StoredHeader.size
                revision += 1
            }
        }
    }
}
