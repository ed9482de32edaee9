import CanonicalJSON

extension CanonicalWriter {
    /// Writes a list with each item on a line of its own, so that answers can be read and compared line by line.
    mutating func writeLines(_ values: [JSONValue]) {
        raw("[")
        for (index, value) in values.enumerated() {
            raw(index == 0 ? "\n" : ",\n")
            write(value)
        }
        raw(values.isEmpty ? "]" : "\n]")
    }
}
