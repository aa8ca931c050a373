import JSON

/// The items in a file, as `ReaderConfig` says how it is written.
struct ItemFile {
  struct Problem: Error { let reason: String }

  private let config: JSONValue
  private let type: String

  /// - Parameter path: its end tells how the file is written where InputType does not.
  init(config: JSONValue, path: String) {
    self.config = config
    let known = ["csv": "CSV", "jsonl": "JSONL", "ndjson": "JSONL"]
    let end = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    type = config["InputType"]?.stringValue ?? known[end] ?? "JSON"
  }

  func items(in bytes: [UInt8], most: Int) throws(Problem) -> [JSONValue] {
    switch type {
    case "JSON": return Array(try list(bytes).prefix(most))
    case "JSONL": return try lines(bytes, most)
    case "CSV": return try rows(bytes, most)
    default:
      throw Problem(
        reason: "items of InputType \(type) are not read here; a query reads them: ItemReader with the Resource "
          + "arn:aws:states:::athena:startQueryExecution.sync")
    }
  }

  private func list(_ bytes: [UInt8]) throws(Problem) -> [JSONValue] {
    guard let items = try Self.value(bytes[...], "").arrayValue else {
      throw Problem(reason: "the file holds no list of items")
    }
    return items
  }

  private func lines(_ bytes: [UInt8], _ most: Int) throws(Problem) -> [JSONValue] {
    var items: [JSONValue] = []
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      guard items.count < most else { break }
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      items.append(try Self.value(line, "line \(index + 1): "))
    }
    return items
  }

  private static func value(_ bytes: ArraySlice<UInt8>, _ place: String) throws(Problem) -> JSONValue {
    do throws(JSONError) {
      return try JSONValue(parsing: Array(bytes))
    } catch {
      throw Problem(reason: "\(place)\(error)")
    }
  }

  // MARK: CSV

  private static let delimiters: [String: Unicode.Scalar] = [
    "COMMA": ",", "PIPE": "|", "SEMICOLON": ";", "SPACE": " ", "TAB": "\t",
  ]

  /// An object of texts for each row. What a short row lacks is an empty text; a long one is refused.
  private func rows(_ bytes: [UInt8], _ most: Int) throws(Problem) -> [JSONValue] {
    let name = config["CSVDelimiter"]?.stringValue ?? "COMMA"
    guard let delimiter = Self.delimiters[name] else {
      let all = Self.delimiters.keys.sorted().joined(separator: ", ")
      throw Problem(reason: "CSVDelimiter is one of \(all), not “\(name)”")
    }
    let isGiven = config["CSVHeaderLocation"]?.stringValue == "GIVEN"
    var names = isGiven ? try givenNames() : []
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Problem(reason: "the file is not UTF-8 text")
    }
    var table = DelimitedText(text, delimiter: delimiter)
    if !isGiven, let first = try table.next() {
      names = first
      table.countFromHere()
    }
    // Columns without a name, as spreadsheets leave behind the last one, are one without a meaning.
    if let twice = Dictionary(grouping: names, by: \.self).filter({ $0.value.count > 1 && $0.key != "" }).keys.min() {
      throw Problem(reason: "there is the name “\(twice)” twice, and an item can hold one of them")
    }
    var items: [JSONValue] = []
    while items.count < most, let row = try table.next() {
      guard row.count <= names.count else {
        throw Problem(reason: "row \(items.count + 1) has \(row.count) values, and there are \(names.count) names")
      }
      let values = row + Array(repeating: "", count: names.count - row.count)
      items.append(.object(JSONObject(zip(names, values).map { ($0, .string($1)) })))
    }
    return items
  }
}

extension ItemFile {
  private func givenNames() throws(Problem) -> [String] {
    let all = config["CSVHeaders"]?.arrayValue ?? []
    let names = all.compactMap(\.stringValue)
    guard !names.isEmpty, names.count == all.count else {
      throw Problem(reason: "CSVHeaders is a list of names where they are GIVEN")
    }
    return names
  }
}

/// The rows of a text with values between delimiters, in quotes where they hold one, a quote or a line's end (RFC 4180). A
/// quote in the middle of a value is itself.
struct DelimitedText {
  private let scalars: [Unicode.Scalar]
  private let delimiter: Unicode.Scalar
  private var at = 0
  private var number = 0

  init(_ text: String, delimiter: Unicode.Scalar) {
    // A mark of the byte order is no part of the first name.
    scalars = Array(text.unicodeScalars.drop { $0 == "\u{FEFF}" })
    self.delimiter = delimiter
  }

  /// Messages count the rows that follow.
  mutating func countFromHere() { number = 0 }

  /// Nil at the end. Lines without anything are left out.
  mutating func next() throws(ItemFile.Problem) -> [String]? {
    while at < scalars.count, isLineEnd(scalars[at]) { at += 1 }
    guard at < scalars.count else { return nil }
    number += 1
    var row: [String] = []
    while true {
      row.append(try value())
      guard at < scalars.count, scalars[at] == delimiter else { break }
      at += 1
    }
    return row
  }

  /// The value that begins here; ends before its delimiter or its line's end.
  private mutating func value() throws(ItemFile.Problem) -> String {
    var value = String.UnicodeScalarView()
    if at < scalars.count, scalars[at] == "\"" { try takeQuoted(into: &value) }
    while at < scalars.count, scalars[at] != delimiter, !isLineEnd(scalars[at]) {
      value.append(scalars[at])
      at += 1
    }
    return String(value)
  }

  private mutating func takeQuoted(into value: inout String.UnicodeScalarView) throws(ItemFile.Problem) {
    at += 1
    while true {
      // What is read to the end of the file would be one value for all rows that follow.
      guard at < scalars.count else { throw ItemFile.Problem(reason: "row \(number): a quote is not closed") }
      let scalar = scalars[at]
      at += 1
      guard scalar == "\"" else {
        value.append(scalar)
        continue
      }
      guard at < scalars.count, scalars[at] == "\"" else { break }
      value.append(scalar)
      at += 1
    }
    guard at == scalars.count || scalars[at] == delimiter || isLineEnd(scalars[at]) else {
      throw ItemFile.Problem(reason: "row \(number): text follows a closing quote")
    }
  }

  private func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }
}
