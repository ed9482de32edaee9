public import DiplomaticEvents
import EDTF

/// A pair and a month of the calendar.
public struct SignalMonth: Sendable, Hashable, Comparable {
    public let pair: ActorPair
    /// Months since the start of the year 0; held within 32 bits, which reach farther than any date that can be
    /// written to the month.
    let number: Int32

    /// The month in which a day lies.
    init(_ pair: ActorPair, _ day: CivilDay) {
        self.pair = pair
        let (year, month, _) = day.components
        let bounded = min(max(year, -100_000_000), 100_000_000)
        number = Int32(bounded * 12 + Int64(month) - 1)
    }

    /// As EDTF has it, such as `2018-06`; of a year beyond four digits the year alone.
    var text: String {
        let month = (number % 12 + 12) % 12
        let year = (number - month) / 12
        guard let first = CivilDay(year: Int64(year), month: Int(month) + 1, day: 1) else { return ".." }
        let day = first.description
        // A day is written with its month before it; one of a longer year is not.
        return day.hasSuffix("-01") ? String(day.dropLast(3)) : day
    }

    public static func < (one: SignalMonth, other: SignalMonth) -> Bool {
        one.pair == other.pair ? one.number < other.number : one.pair < other.pair
    }
}
