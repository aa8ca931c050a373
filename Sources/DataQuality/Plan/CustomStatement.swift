import Words

/// The statement of a CustomSql rule. It stands inside a query of ours, so it can only read.
struct CustomStatement: Sendable, Hashable {
  let sql: String

  /// - Parameter prepared: what `QualityEngine.prepared` gave for the statement.
  init(prepared: String) { sql = prepared }

  init(_ statement: String) { self.init(prepared: Self.text(statement)) }

  /// The statement without the semicolon at its end, `primary` quoted.
  static func text(_ statement: String) -> String { quotingPrimary(trimmed(statement)) }

  private static func trimmed(_ statement: String) -> String {
    var text = Substring(statement)
    while let last = text.last, last.isWhitespace || last == ";" { text.removeLast() }
    return String(text)
  }

  /// The statement as a relation, `primary` being the target and aliases without a point the references.
  func query(_ select: String, in context: QualityContext, limit: Int? = nil) -> String {
    var tables = ["\(context.dialect.name("primary")) AS (SELECT * FROM \(context.relation) AS t)"]
    for (alias, relation) in context.references.sorted(by: { $0.key < $1.key })
    where Self.words(sql).contains(alias) && alias != context.relation {
      tables.append("\(context.dialect.name(alias)) AS (SELECT * FROM \(relation) AS t)")
    }
    let end = limit.map { " LIMIT \($0)" } ?? ""
    return "WITH \(SQLPart.list(tables)) SELECT \(select) FROM \(SQLPart.written(sql)) AS s\(end)"
  }

  /// Asks for the names of the columns the statement gives.
  func describing(in context: QualityContext) -> String {
    "SELECT column_name FROM (DESCRIBE \(query("*", in: context)))"
  }

  private static func words(_ sql: String) -> Set<String> {
    Set(sql.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }

  /// PRIMARY is a reserved word of DuckDB, so as a table's name it must be quoted. Texts, quoted names and comments stay
  /// as they are.
  static func quotingPrimary(_ sql: String) -> String {
    let bytes = Array(sql.utf8)
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
      let end = tokenEnd(bytes, at)
      let token = bytes[at..<end]
      let isPrimary = String(decoding: token, as: UTF8.self).lowercased() == "primary"
      out += isPrimary ? Array("\"primary\"".utf8) : Array(token)
      at = end
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func tokenEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    let first = bytes[start]
    let next = start + 1 < bytes.count ? bytes[start + 1] : 0
    switch first {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return find([first], in: bytes, from: start + 1)
    case UInt8(ascii: "-") where next == first: return find([UInt8(ascii: "\n")], in: bytes, from: start + 2)
    case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
      return find(Array("*/".utf8), in: bytes, from: start + 2)
    case _ where isWordByte(first):
      return bytes[start...].firstIndex { !isWordByte($0) } ?? bytes.count
    default: return start + 1
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (Lexer.isWordByte(byte) && byte != UInt8(ascii: "."))
  }

  /// The byte behind the next occurrence; the end when there is none.
  private static func find(_ mark: [UInt8], in bytes: [UInt8], from start: Int) -> Int {
    var at = start
    while at + mark.count <= bytes.count {
      if bytes[at..<at + mark.count].elementsEqual(mark) { return at + mark.count }
      at += 1
    }
    return bytes.count
  }
}

/// What is known of the columns a statement gives, asked before planning.
package enum StatementColumns: Sendable, Hashable {
  case known([String])
  case failed(String)
}
