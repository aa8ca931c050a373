import Glibc

/// The rows of a list made ready for filtering and sorting: folded once into one block of bytes, so that a filter over
/// 100,000 rows is a scan of memory. Built when the data changes, asked at every key press.
package struct RowIndex: Sendable {
  package let fields: [String]
  package let rowCount: Int
  /// Lower case; each field ends with a line feed, which no field contains.
  private var bytes: [UInt8] = []
  /// Where field `f` of row `r` starts, at `r * fields.count + f`; one more entry at the end.
  private var starts: [Int32] = [0]
  private var numbers: [Double] = []

  /// - Parameter cell: the value of a row in a field. Past 2 GB of text, rows are cut to nothing.
  package init(fields: [String], rowCount: Int, cell: (_ row: Int, _ field: Int) -> FieldValue) {
    self.fields = fields
    self.rowCount = max(0, rowCount)
    starts.reserveCapacity(self.rowCount * fields.count + 1)
    numbers.reserveCapacity(self.rowCount * fields.count)
    for row in 0..<self.rowCount {
      for field in fields.indices { append(cell(row, field)) }
    }
  }

  private mutating func append(_ value: FieldValue) {
    var text = value.text
    let room = Int(Int32.max) - bytes.count - 1
    text.withUTF8 { utf8 in
      if utf8.allSatisfy({ $0 < 0x80 }) {
        for byte in utf8.prefix(max(0, room)) { bytes.append(Self.fold(byte)) }
      } else {
        let folded = value.text.lowercased().utf8.prefix(max(0, room))
        bytes.append(contentsOf: folded.map { $0 == 0x0A ? 0x20 : $0 })
      }
    }
    if room > 0 { bytes.append(0x0A) }
    starts.append(Int32(clamping: bytes.count))
    numbers.append(value.number ?? .nan)
  }

  private static func fold(_ byte: UInt8) -> UInt8 {
    if byte >= 0x41 && byte <= 0x5A { return byte | 0x20 }
    return byte == 0x0A ? 0x20 : byte
  }

  /// The bytes of fields `first…last` of a row, without the last line feed.
  private func range(_ row: Int, _ first: Int, _ last: Int) -> Range<Int> {
    let base = row * fields.count
    let start = Int(starts[base + first])
    return start..<max(start, Int(starts[base + last + 1]) - 1)
  }
}

extension RowIndex {
  /// The rows a filter keeps, in order.
  package func rows(matching filter: RowFilter) -> [Int] {
    guard !filter.isEmpty, !fields.isEmpty else { return Array(0..<rowCount) }
    let tests = filter.terms.map { (PreparedTest($0.test), $0.isNegated) }
    return bytes.withUnsafeBytes { all in
      (0..<rowCount).filter { row in
        tests.allSatisfy { test, isNegated in holds(test, row, all) != isNegated }
      }
    }
  }

  /// Rows in the order of a field, missing numbers last either way; equal ones keep their order.
  package func sorted(_ rows: [Int], by field: Int, isAscending: Bool) -> [Int] {
    guard fields.indices.contains(field) else { return rows }
    let isNumeric = rows.contains { !numbers[$0 * fields.count + field].isNaN }
    return isNumeric ? sortedByNumber(rows, field, isAscending) : sortedByText(rows, field, isAscending)
  }

  private func sortedByNumber(_ rows: [Int], _ field: Int, _ isAscending: Bool) -> [Int] {
    var keyed = rows.enumerated().map { ($1, $0, numbers[$1 * fields.count + field]) }
    keyed.sort { a, b in
      if a.2.isNaN || b.2.isNaN { return a.2.isNaN == b.2.isNaN ? a.1 < b.1 : b.2.isNaN }
      if a.2 == b.2 { return a.1 < b.1 }
      return (a.2 < b.2) == isAscending
    }
    return keyed.map(\.0)
  }

  /// The first eight bytes decide most comparisons without touching the text.
  private func sortedByText(_ rows: [Int], _ field: Int, _ isAscending: Bool) -> [Int] {
    bytes.withUnsafeBytes { all in
      var keyed = rows.enumerated().map { position, row in
        (row, position, Self.prefix(all, range(row, field, field)))
      }
      keyed.sort { a, b in
        if a.2 != b.2 { return (a.2 < b.2) == isAscending }
        let order = Self.compare(all, range(a.0, field, field), range(b.0, field, field))
        return order == 0 ? a.1 < b.1 : (order < 0) == isAscending
      }
      return keyed.map(\.0)
    }
  }

  private static func prefix(_ all: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64 {
    var key: UInt64 = 0
    for index in 0..<8 {
      key = key << 8 | (index < range.count ? UInt64(all[range.lowerBound + index]) : 0)
    }
    return key
  }

  private static func compare(_ all: UnsafeRawBufferPointer, _ a: Range<Int>, _ b: Range<Int>) -> Int {
    guard let base = all.baseAddress else { return 0 }
    let order = memcmp(base + a.lowerBound, base + b.lowerBound, min(a.count, b.count))
    return order == 0 ? a.count - b.count : Int(order)
  }
}

extension RowIndex {
  /// A condition with everything prepared that does not depend on the row.
  private enum PreparedTest {
    case bytes([UInt8], field: Int?)
    case pattern(RowPattern, field: Int?)
    case compare(field: Int, FilterTerm.Comparison, number: Double?, text: [UInt8])
    case within(field: Int, FilterTerm.Comparison, ClosedRange<Double>)
    case never

    init(_ test: FilterTerm.Test) {
      switch test {
      case .word(let word): self = .bytes(Array(word.lowercased().utf8), field: nil)
      case .contains(let field, let word): self = .bytes(Array(word.lowercased().utf8), field: field)
      case .pattern(let pattern): self = RowPattern(pattern).map { .pattern($0, field: nil) } ?? .never
      case .matches(let field, let pattern): self = RowPattern(pattern).map { .pattern($0, field: field) } ?? .never
      case .within(let field, let comparison, let range): self = .within(field: field, comparison, range)
      case .compare(let field, let comparison, let text):
        self = .compare(
          field: field, comparison, number: FieldValue.typedNumber(text), text: Array(text.lowercased().utf8))
      }
    }
  }

  private func holds(_ test: PreparedTest, _ row: Int, _ all: UnsafeRawBufferPointer) -> Bool {
    switch test {
    case .bytes(let needle, let field): return contains(needle, slice(row, field, all))
    case .pattern(let pattern, let field): return pattern.matches(slice(row, field, all))
    case .compare(let field, let comparison, let number, let text):
      return compares(row, field, comparison, number, text, all)
    case .within(let field, let comparison, let range):
      guard field < fields.count else { return false }
      let own = numbers[row * fields.count + field]
      // What is not known is neither less nor more.
      return !own.isNaN && Self.holds(comparison, own < range.lowerBound ? -1 : own > range.upperBound ? 1 : 0)
    case .never: return false
    }
  }

  private func slice(_ row: Int, _ field: Int?, _ all: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let (first, last) = field.map { ($0, $0) } ?? (0, fields.count - 1)
    guard last < fields.count else { return UnsafeRawBufferPointer(rebasing: all[0..<0]) }
    return UnsafeRawBufferPointer(rebasing: all[range(row, first, last)])
  }

  private func contains(_ needle: [UInt8], _ haystack: UnsafeRawBufferPointer) -> Bool {
    if needle.isEmpty { return true }
    guard var place = haystack.baseAddress else { return false }
    // The C library's memmem is hidden from Swift; memchr for the first byte skips as fast on short rows.
    let end = place + haystack.count
    while end - place >= needle.count, let hit = memchr(place, Int32(needle[0]), end - place - needle.count + 1) {
      if memcmp(hit, needle, needle.count) == 0 { return true }
      place = UnsafeRawPointer(hit) + 1
    }
    return false
  }

  private func compares(
    _ row: Int, _ field: Int, _ comparison: FilterTerm.Comparison, _ number: Double?, _ text: [UInt8],
    _ all: UnsafeRawBufferPointer
  ) -> Bool {
    guard field < fields.count else { return false }
    let own = numbers[row * fields.count + field]
    if let number, !own.isNaN { return Self.holds(comparison, own < number ? -1 : own > number ? 1 : 0) }
    let value = slice(row, field, all)
    if value.isEmpty { return false }
    let order = value.elementsEqual(text) ? 0 : value.lexicographicallyPrecedes(text) ? -1 : 1
    return Self.holds(comparison, order)
  }

  private static func holds(_ comparison: FilterTerm.Comparison, _ order: Int) -> Bool {
    switch comparison {
    case .equal: order == 0
    case .less: order < 0
    case .atMost: order <= 0
    case .more: order > 0
    case .atLeast: order >= 0
    }
  }
}
