/// The marks `?`, `~`, `%` gathered while a date is read.
///
/// A mark before a component qualifies that component; one after it qualifies it and all to its left
/// (ISO 8601-2 Annex A, level 2). After the last component that is the whole date (level 1).
struct Marks {
    private var year = Grade.certain
    private var month = Grade.certain
    private var day = Grade.certain
    private var widening: ReadDate.Precision?

    /// Whether no mark was taken.
    var isEmpty: Bool { grade == .certain }

    /// The strongest grade that a component bears.
    var grade: Grade { max(year, month, day) }

    /// Takes a mark that stands before a component, if there is one.
    mutating func takeBefore(_ component: ReadDate.Precision, in text: Span<UInt8>, _ cursor: inout Cursor) {
        guard let mark = cursor.takeMark(in: text) else { return }
        widen(by: component, mark)
        switch component {
        case .year: year = year.joined(with: mark)
        case .month, .season: month = month.joined(with: mark)
        case .day, .second: day = day.joined(with: mark)
        }
    }

    /// Takes a mark that stands after a component, if there is one.
    mutating func takeAfter(_ component: ReadDate.Precision, in text: Span<UInt8>, _ cursor: inout Cursor) {
        guard let mark = cursor.takeMark(in: text) else { return }
        widen(by: component, mark)
        year = year.joined(with: mark)
        if component == .year { return }
        month = month.joined(with: mark)
        if component == .day { day = day.joined(with: mark) }
    }

    /// The date with what the marks say of it.
    func applied(to date: ReadDate) -> ReadDate {
        if isEmpty { return date }
        var date = date
        date.isPlain = false
        date.grade = grade
        // A mark before the digits of a season was taken for that of a month.
        date.widening = widening == .month && date.precision != .day ? date.precision : widening
        return date
    }

    /// Keeps the coarsest component that is approximate: components come from the coarsest to the finest.
    private mutating func widen(by component: ReadDate.Precision, _ mark: Grade) {
        if mark.isApproximate, widening == nil { widening = component }
    }
}
