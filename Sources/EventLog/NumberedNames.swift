import EventCoding
import LMDB

/// The names of one table that an append has met, and the numbers that the store has for them.
///
/// Lines come with names of their own, numbered from 0. Each of those is looked up once for all the lines that use it.
struct NumberedNames {
    private let table: NameTable
    private var names = NameList()
    /// By a name's place here; 0 where it has not been looked up in the store.
    private var numbers: [UInt32] = []
    /// Of the names of the lines in hand, their places here.
    private var inHand: [Int] = []

    init(_ table: NameTable) { self.table = table }

    /// How many names have been met; each is known by its place, from 0.
    var count: Int { names.count }

    func name(_ place: Int) -> String { names.name(place) }

    /// Takes the names of the next lines in hand.
    mutating func take(_ list: NameList) {
        inHand.removeAll(keepingCapacity: true)
        for number in 0..<list.count { inHand.append(names.number(of: number, in: list)) }
        grow()
    }

    /// The place of a name of the lines in hand.
    @inline(__always)
    func place(inHand number: Int) -> Int { inHand[number] }

    /// The place of a name, wherever it is from.
    mutating func place(of name: String) -> Int {
        let place = names.number(of: name.utf8.span)
        grow()
        return place
    }

    private mutating func grow() {
        while numbers.count < names.count { numbers.append(0) }
    }

    /// Whether the number of a name has been asked for.
    func hasNumber(_ place: Int) -> Bool { numbers[place] > 0 }

    /// Whether the store holds a name.
    func isStored(_ place: Int, _ transaction: borrowing ReadTransaction) throws(LMDBError) -> Bool {
        try table.number(of: names.name(place), transaction) != nil
    }

    /// The number of a name in the store, a new one where it had none.
    @inline(__always)
    mutating func number(at place: Int, _ transaction: inout WriteTransaction) throws(LMDBError) -> UInt32 {
        let known = numbers[place]
        return known > 0 ? known : try lookUp(place, &transaction)
    }

    private mutating func lookUp(
        _ place: Int, _ transaction: inout WriteTransaction
    ) throws(LMDBError) -> UInt32 {
        let name = names.name(place)
        var number = try table.number(of: name, transaction.reading)
        if number == nil { number = try table.add(name, &transaction) }
        numbers[place] = number ?? 0
        return number ?? 0
    }
}
