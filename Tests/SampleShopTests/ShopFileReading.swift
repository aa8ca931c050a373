import SampleShop

extension ShopFile {
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The text with every date of every source's spelling put out.
  var withoutDates: String {
    text.replacing(#/[0-9]{4}-[0-9]{2}-[0-9]{2}/#, with: "D")
      .replacing(#/[0-9]{2}/[0-9]{2}/[0-9]{4}/#, with: "D")
      .replacing(#/,[0-9]{2}-[0-9]{2}-[0-9]{4},/#, with: ",D,")
      .replacing(#/,[0-9]{8} [0-9]{6}/#, with: ",D")
      .replacing(#/"[0-9]{2} [A-Z][a-z]{2} [0-9]{4} /#, with: "\"D ")
  }
}

extension [ShopFile] {
  func lines(_ table: ShopTable) -> [Substring] {
    first { $0.table == table }?.text.split(separator: "\n") ?? []
  }

  func header(_ table: ShopTable) -> [String] { lines(table).first?.split(separator: ",").map(String.init) ?? [] }

  /// The fields of every record below the header; a comma in quotes parts no fields.
  func rows(_ table: ShopTable) -> [[String]] { lines(table).dropFirst().map(fields) }

  private func fields(_ line: Substring) -> [String] {
    var isQuoted = false
    return line.split(omittingEmptySubsequences: false) { character in
      if character == "\"" { isQuoted.toggle() }
      return character == "," && !isQuoted
    }.map(String.init)
  }
}
