import Words

/// How a rule names a column: plainly (`amount`), with backquotes where a name holds points (`` `Some.Date` ``), or by the
/// way into a struct (`info.city`, `` info.`zip code` ``).
struct ColumnName {
  private let written: String

  init(_ written: String) { self.written = written }

  /// The column, or the struct's member. A column that has the whole text as its name comes first. Case counts only where
  /// two columns differ by nothing else, as in DuckDB.
  func find(in columns: [QualityContext.Column]) -> QualityContext.Column? {
    if let whole = Self.named(written, in: columns) { return whole }
    guard let parts = Self.parts(written), let first = parts.first, var column = Self.named(first, in: columns) else {
      return nil
    }
    for part in parts.dropFirst() {
      guard let member = StructType(column.type)?.member(part) else { return nil }
      column = QualityContext.Column(
        name: "\(column.name).\(member.name)", type: member.type,
        sql: column.dialect.member(member.name, of: column.sql), dialect: column.dialect)
    }
    return column
  }

  /// The name without backquotes, as ColumnExists compares it.
  var plain: String { Self.parts(written).map { $0.joined(separator: ".") } ?? written }

  private static func named(_ name: String, in columns: [QualityContext.Column]) -> QualityContext.Column? {
    columns.first { $0.name == name } ?? columns.first { $0.name.lowercased() == name.lowercased() }
  }

  /// The parts between points; nil where a backquote is not closed or a part is empty.
  private static func parts(_ text: String) -> [String]? {
    var parts: [String] = []
    var part = ""
    var isQuoted = false
    for character in text {
      switch character {
      case "`": isQuoted.toggle()
      case "." where !isQuoted:
        parts.append(part)
        part = ""
      default: part.append(character)
      }
    }
    parts.append(part)
    return isQuoted || parts.contains("") ? nil : parts
  }
}

/// `STRUCT(city VARCHAR, "zip code" INTEGER)` as DuckDB prints it, taken apart.
struct StructType {
  struct Member {
    let name: String
    let type: String
  }

  private let members: [Member]

  /// Nil for a type that is no struct.
  init?(_ type: String) {
    guard type.uppercased().hasPrefix("STRUCT("), type.hasSuffix(")") else { return nil }
    members = Self.split(type.dropFirst(7).dropLast()).compactMap(Self.member)
  }

  func member(_ name: String) -> Member? {
    members.first { $0.name == name } ?? members.first { $0.name.lowercased() == name.lowercased() }
  }

  /// At the commas outside of quotes and parentheses.
  private static func split(_ text: Substring) -> [Substring] {
    var pieces: [Substring] = []
    var start = text.startIndex
    var depth = 0
    var isQuoted = false
    for index in text.indices {
      switch text[index] {
      case "\"": isQuoted.toggle()
      case "(" where !isQuoted: depth += 1
      case ")" where !isQuoted: depth -= 1
      case "," where !isQuoted && depth == 0:
        pieces.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    return pieces + [text[start...]]
  }

  private static func member(_ text: Substring) -> Member? {
    let text = text.drop { $0 == " " }
    guard text.first == "\"" else {
      guard let blank = text.firstIndex(of: " ") else { return nil }
      return Member(name: String(text[..<blank]), type: String(text[text.index(after: blank)...]))
    }
    var name = ""
    var at = text.index(after: text.startIndex)
    while at < text.endIndex {
      let next = text.index(after: at)
      if text[at] == "\"" {
        guard next < text.endIndex, text[next] == "\"" else {
          return Member(name: name, type: String(text[next...].drop { $0 == " " }))
        }
        at = next
      }
      name.append(text[at])
      at = text.index(after: at)
    }
    return nil
  }
}
