import CanonicalJSON
import DiplomaticEvents
import EDTF

/// A day of which it may only be known between which days it lies.
///
/// What is reckoned from it is never more precise: a deposit "in March 2018" brings an agreement into force on
/// some day of a span of the same length.
struct VagueDay: Sendable, Hashable {
    var earliest: CivilDay
    /// From when on it surely has come: the day that decides.
    var latest: CivilDay
    /// The event whose date it is, as its source wrote it; `nil` for a day that was reckoned.
    var mark: Mark?

    init(earliest: CivilDay, latest: CivilDay, mark: Mark? = nil) {
        self.earliest = min(earliest, latest)
        self.latest = latest
        self.mark = mark
    }

    /// A day that is known.
    init(_ day: CivilDay) { self.init(earliest: day, latest: day) }

    /// The day that follows from it by a rule of the calendar.
    func moved(_ by: (CivilDay) -> CivilDay) -> VagueDay {
        VagueDay(earliest: by(earliest), latest: by(latest))
    }

    var dayAfter: VagueDay { moved { $0.adding(days: 1) } }

    /// The later of two days.
    func orLater(_ other: VagueDay) -> VagueDay {
        if other.latest <= earliest { return self }
        if latest <= other.earliest { return other }
        return VagueDay(earliest: max(earliest, other.earliest), latest: max(latest, other.latest))
    }

    /// Whether both may be the same day.
    func mayBe(_ other: VagueDay) -> Bool { earliest <= other.latest && other.earliest <= latest }

    /// The day where it is known; else the date as its source wrote it; else the set of days `[…]` that it is
    /// one of (ISO 8601-2, A.4).
    func json(_ chronicle: some Chronicle) throws(ChronicleFault) -> JSONValue {
        if earliest == latest { return .text(latest.description) }
        if let mark { return .text(try chronicle.date(mark)) }
        return .text("[\(earliest == .distantPast ? "" : earliest.description)..\(latest)]")
    }
}

extension Optional<AgreementReckoning.Since> {
    /// The date as its source wrote it, or the day that was reckoned; `null` for none.
    func json(_ chronicle: some Chronicle) throws(ChronicleFault) -> JSONValue {
        switch self {
        case .mark(let mark)?: .text(try chronicle.date(mark))
        case .day(let day)?: try day.json(chronicle)
        case nil: .null
        }
    }
}

extension Optional<VagueDay> {
    /// `null` for none.
    func json(_ chronicle: some Chronicle) throws(ChronicleFault) -> JSONValue {
        guard let self else { return .null }
        return try self.json(chronicle)
    }
}
