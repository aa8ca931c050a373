/// How a delimited text is cut, as far as its beginning tells.
struct Delimited {
  let delimiter: Character
  let hasHeader: Bool
  let columns: [String]
  let rows: [[String]]

  /// Those of the public rules of crawlers.
  private static let delimiters: [Character] = [",", "|", "\t", ";", "\u{1}"]
  static let most = 1000

  /// Nil where no delimiter makes two columns and two rows of it.
  init?(_ text: String, isWhole: Bool) {
    let bytes = Array(text.utf8)
    // Which delimiter it is the first records tell.
    let beginning = bytes.prefix(1 << 14)
    let found = Self.delimiters.compactMap { delimiter -> (share: Double, width: Int, Character)? in
      guard let mark = delimiter.asciiValue else { return nil }
      var rows = Self.rows(beginning, mark)
      if !(isWhole && beginning.count == bytes.count), rows.count < Self.most { rows = rows.dropLast() }
      var counts: [Int: Int] = [:]
      for row in rows { counts[row.count, default: 0] += 1 }
      guard let (width, count) = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), width > 1, rows.count > 1,
        Double(count) >= 0.8 * Double(rows.count)
      else { return nil }
      return (Double(count) / Double(rows.count), width, delimiter)
    }
    guard let best = found.max(by: { ($0.share, $0.width) < ($1.share, $1.width) }) else { return nil }
    delimiter = best.2
    var all = Self.rows(bytes, best.2.asciiValue ?? 0x2C)
    if !isWhole, all.count < Self.most { all = all.dropLast() }
    let rows = all.filter { $0.count == best.width }
    hasHeader = Self.isHeader(rows[0], above: rows.dropFirst())
    columns = hasHeader ? rows[0].map { $0.trimmed } : (1...best.width).map { "col\($0)" }
    self.rows = Array(hasHeader ? rows.dropFirst() : rows[...])
  }

  /// Each cell a text of less than 150 characters that can be a name, and some later row with a value that is no text.
  private static func isHeader(_ first: [String], above rows: ArraySlice<[String]>) -> Bool {
    let names = first.map { $0.trimmed }
    guard Set(names.map { $0.lowercased() }).count == names.count, names.allSatisfy(isName) else { return false }
    return rows.prefix(1000).contains { row in row.contains { !$0.isEmpty && ValueShape($0) != .text } }
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.count < 150 && ValueShape(text) == .text
      && text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || "_- .#/()".unicodeScalars.contains($0)
      }
  }

  /// Records of a text; quotes hold delimiters and line ends.
  private static func rows(_ text: some Collection<UInt8>, _ delimiter: UInt8) -> [[String]] {
    var (rows, row, field): ([[String]], [String], [UInt8]) = ([], [], [])
    var (isQuoted, wasQuoted) = (false, false)
    func take() {
      row.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
      wasQuoted = false
    }
    for byte in text {
      if isQuoted {
        if byte == 0x22 { (isQuoted, wasQuoted) = (false, true) } else { field.append(byte) }
      } else if byte == 0x22, field.isEmpty || wasQuoted {
        if wasQuoted { field.append(byte) }
        isQuoted = true
      } else if byte == delimiter {
        take()
      } else if byte == 0x0A || byte == 0x0D {
        // The line feed of a pair ends an empty record, which is none.
        guard !(row.isEmpty && field.isEmpty) else { continue }
        take()
        rows.append(row)
        row = []
        if rows.count == most { return rows }
      } else {
        field.append(byte)
      }
    }
    guard !(row.isEmpty && field.isEmpty) else { return rows }
    take()
    return rows + [row]
  }
}

extension String {
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
