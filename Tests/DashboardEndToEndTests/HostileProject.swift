import Foundation
import TestSupport

/// What data, names and files can say to a terminal when nobody stops them.
enum Hostile {
  /// Public reports: clipboard writes, titles, links, answers on stdin, frames swallowed by a command without an end,
  /// 8-bit controls, line drawing, reading direction.
  static let texts = [
    "\u{1B}]52;c;ZXZpbA==\u{7}", "\u{1B}]0;evil title\u{7}",
    "\u{1B}]8;;http://evil.example\u{1B}\\link\u{1B}]8;;\u{1B}\\",
    "\u{1B}[2J\u{1B}[H", "\u{1B}[6n", "\u{1B}[c", "\u{1B}[?1049l", "\u{1B}c", "\u{1B}(0qqq", "\u{1B}P+q544e\u{1B}\\",
    "\u{1B}_apc\u{1B}\\", "\u{9B}31m", "\u{9D}0;evil\u{9C}", "\u{7}\u{8}\u{8}", "\u{E}\u{F}", "\u{7F}",
    "\u{202E}live\u{2066}",
    "\u{1B}[31mred", "\u{2028}", "\u{200F}", "\u{1B}]11;no end",
  ]

  /// No byte of these belongs in what the dashboard writes, whatever else stands around it.
  static let forbidden: [(name: String, bytes: [UInt8])] = [
    ("BEL", [0x07]), ("OSC", [0x1B, 0x5D]), ("DCS", [0x1B, 0x50]), ("APC", [0x1B, 0x5F]), ("RIS", [0x1B, 0x63]),
    ("DEL", [0x7F]), ("device status", Array("\u{1B}[6n".utf8)), ("attributes", Array("\u{1B}[c".utf8)),
    ("right-to-left override", Array("\u{202E}".utf8)), ("isolate", Array("\u{2066}".utf8)),
    ("right-to-left mark", Array("\u{200F}".utf8)), ("line separator", Array("\u{2028}".utf8)),
  ]

  /// The names of what stands in the bytes although it must not.
  static func found(in bytes: [UInt8]) -> [String] {
    let controls = (0x80...0x9F).map { (name: "C1 \($0)", bytes: [0xC2, UInt8($0)]) }
    return (forbidden + controls).filter { bytes.contains($0.bytes) }.map(\.name)
  }
}

/// A project whose data, file names, reject reasons, rules, titles and themes all hold such texts, run once: its Silver has
/// rows and rejects, a rule fails, and one Gold table cannot be built and says why in the data's own words.
final class HostileProject: Sendable {
  let project: CopiedProject
  let home: TemporaryFolder

  static let shared = Result { try HostileProject() }

  init() throws {
    project = try CopiedProject()
    home = try TemporaryFolder(beneath: TemporaryFolder.memory)
    try FileManager.default.removeItem(atPath: project.path + "/incoming/orders-2026-01-05.csv")
    try project.write(Self.orders, to: "incoming/orders-1\u{1B}]0;file\u{7}\u{202E}.csv")
    try project.write(Self.model, to: "models/silver/orders.sql")
    try project.write(Self.broken, to: "models/gold/broken.sql")
    try project.write(Self.rules, to: "quality/silver.orders.dqdl")
    let definition = try project.folder.read("shop/project.yml")
    try project.write(definition.replacing("gate: stop", with: "gate: warn"), to: "project.yml")
    try project.write(Self.dashboard, to: "dashboards/sales.yml")
    for (number, text) in Hostile.texts.enumerated() {
      // A theme is named by its file; only a slash cannot stand in a file's name.
      let name = "evil\(Self.digits(number))\(text.replacing("/", with: "_"))"
      try home.write(Self.theme(number, text), to: ".config/assay/themes/\(name).yml")
    }
    try project.assay("run", mayFail: true)
  }

  private static var orders: String {
    let rows = Hostile.texts.enumerated().flatMap { number, text in
      // Every other row has no amount and is rejected with a reason that repeats the text.
      ["good", "bad"].map { "\(number)\($0),\(field(text)),\($0 == "good" ? "\(number).50" : "none")" }
    }
    return "order_id,customer,amount\n" + rows.joined(separator: "\n") + "\nonly one field \u{1B}[2J\n"
  }

  private static func field(_ text: String) -> String {
    "\"evil " + text.replacing("\"", with: "\"\"") + " end\""
  }

  private static let model = """
    /*---
    description: "Orders \\e[2J with \\e]0;description\\a"
    materialized: incremental
    strategy: merge
    new_rows_from: [bronze.orders]
    unique_key: [order_id]
    newest_by: [_file, _record]
    ---*/
    select order_id, customer, try_decimal(amount, 12, 2) as amount, date '2026-01-05' as order_date, 'paid' as status,
      case when try_decimal(amount, 12, 2) is null then 'no amount: ' || customer end as _reject, _file, _record
    from bronze.orders

    """

  private static let broken = """
    /*---
    description: Fails in the data's own words.
    materialized: table
    ---*/
    select cast(customer as integer) as number from silver.orders

    """

  private static let rules = #"Rules = [ ColumnValues "customer" in ["nobody"], RowCount > 0 ]"# + "\n"

  private static let dashboard = """
    title: "Sales \\e]0;title\\a\\e[2J"
    description: "\\e]52;c;ZXZpbA==\\a"
    tiles:
      - {id: a, kind: kpi, title: "Orders \\e[6n", unit: integer, sql: "select count(*) as value from silver.orders"}
      - {id: b, kind: bars, title: "By \\e(0 customer", width: 2, sql: "select customer as label, amount as value from silver.orders order by order_id"}
      - {id: c, kind: table, title: "All \\x9b31m", width: 2, sql: "select customer, customer as \\"\\u202ename\\" from silver.orders order by order_id"}

    """

  static func digits(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }

  /// Every byte that is not plain as an escape of YAML: the title holds the bytes themselves once it is read.
  private static func theme(_ number: Int, _ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      let isPlain = (0x20...0x7E).contains(scalar.value) && scalar != "\"" && scalar != "\\"
      let hex = String(scalar.value, radix: 16)
      return isPlain ? String(scalar) : "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    }
    return "title: \"Evil \(digits(number)) \(escaped.joined())\"\ninherits: assay-dark\n"
  }
}
