/// How a record looks in its file.
enum RecordText {
  static let envelope = ["op", "commit_ts", "seq"]

  static func csv(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") }

  /// Money written with its sign is always quoted, as spreadsheets do; other text only where it must be (RFC 4180).
  private static func quoted(_ field: String) -> String {
    guard field.contains(",") || field.contains("\"") || field.hasPrefix("$") else { return field }
    return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// One object; `seq` and `installments` are numbers, all else text or null. No value needs escaping.
  static func json(_ names: [String], _ values: [String?]) -> String {
    let members = zip(names, values).map { name, value in
      guard let value else { return "\"\(name)\":null" }
      let isNumber = name == "seq" || name == "installments"
      return isNumber ? "\"\(name)\":\(value)" : "\"\(name)\":\"\(value)\""
    }
    return "{" + members.joined(separator: ",") + "}"
  }
}
