import Files
import ModelSQL

/// The members of JSON records that are one column: `amount` in one record and `Amount` in another. A record that has a
/// value under both says two things of one column, and goes to quarantine.
struct MemberSpellings {
  private var members: [String: [ExactText]] = [:]

  init() {}

  init(_ names: ColumnNames, _ lists: [[String]]) {
    var seen: Set<ExactText> = []
    for member in lists.joined().map(ExactText.init) where seen.insert(member).inserted {
      members[names.key(member.text), default: []].append(member)
    }
  }

  /// The members that make a column of the table, in the order they first came.
  func of(_ column: String) -> [String] { (members[ColumnNames.folded(column)] ?? []).map(\.text) }

  private var doubled: [[ExactText]] {
    members.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }

  /// Holds for a line that is a row.
  var isRow: String {
    "(" + ([FileInspection.isObject] + doubled.map { "\(Self.count(of: $0)) <= 1" }).joined(separator: " AND ") + ")"
  }

  /// Why a line that is no row is none.
  var reason: String {
    let cases = doubled.map { group in
      let names = group.map { "“\($0)”" }.joined(separator: " and ")
      return "WHEN \(Self.count(of: group)) > 1 THEN \(Quote.text("\(names) are one column, and both have a value"))"
    }
    let object = "WHEN NOT \(FileInspection.isObject) THEN 'not a JSON object'"
    return "CASE \(([object] + cases).joined(separator: " ")) END"
  }

  private static func count(of group: [ExactText]) -> String {
    let terms = group.map { member in
      "CAST(TRY(json_extract_string(_line, \(Quote.text(BronzeView.pointer(member.text))))) IS NOT NULL AS INTEGER)"
    }
    return "(" + terms.joined(separator: " + ") + ")"
  }
}
