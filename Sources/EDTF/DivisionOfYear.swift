/// Divisions of a year, written in place of a month (ISO 8601-2 Annex A, levels 1 and 2).
///
/// | code | division |
/// |---|---|
/// | 21 to 24 | spring, summer, autumn, winter; read as in the north |
/// | 25 to 28 | the same of the northern hemisphere |
/// | 29 to 32 | the same of the southern hemisphere, half a year later |
/// | 33 to 36 | quarters |
/// | 37 to 39 | quadrimesters |
/// | 40, 41 | semesters |
///
/// Seasons are meteorological: spring is March to May, winter December to February of the next year.
struct DivisionOfYear {
    /// The month in which it starts, 1 to 12.
    let firstMonth: Int
    /// Its length in months.
    let months: Int

    /// The division of a code, `nil` where there is none.
    init?(code: Int64) {
        let code = Int(code)
        switch code {
        case 21...24: (firstMonth, months) = ((code - 21) * 3 + 3, 3)
        case 25...28: (firstMonth, months) = ((code - 25) * 3 + 3, 3)
        case 29...32: (firstMonth, months) = (((code - 29) * 3 + 8) % 12 + 1, 3)
        case 33...36: (firstMonth, months) = ((code - 33) * 3 + 1, 3)
        case 37...39: (firstMonth, months) = ((code - 37) * 4 + 1, 4)
        case 40...41: (firstMonth, months) = ((code - 40) * 6 + 1, 6)
        default: return nil
        }
    }

    /// Its first day in a year.
    func firstDay(in year: Int64) -> CivilDay {
        CivilDay(existing: year, firstMonth, 1)
    }

    /// Its last day, counted from the year in which it starts.
    func lastDay(in year: Int64) -> CivilDay {
        firstDay(in: year).adding(months: Int64(months)).adding(days: -1)
    }
}
