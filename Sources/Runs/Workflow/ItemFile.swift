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
    var names = isGiven ? (config["CSVHeaders"]?.arrayValue ?? []).compactMap(\.stringValue) : []
    if isGiven, names.isEmpty { throw Problem(reason: "CSVHeaders is a list of names where they are GIVEN") }
    var table = DelimitedText(String(decoding: bytes, as: UTF8.self), delimiter: delimiter)
    if !isGiven, let first = table.next() { names = first }
    var items: [JSONValue] = []
    while items.count < most, let row = table.next() {
      guard row.count <= names.count else {
        throw Problem(reason: "row \(items.count + 1) has \(row.count) values, and there are \(names.count) names")
      }
      let values = row + Array(repeating: "", count: names.count - row.count)
      items.append(.object(JSONObject(zip(names, values).map { ($0, .string($1)) })))
    }
    return items
  }
}

/// The rows of a text with values between delimiters, in quotes where they hold one, a quote or a line's end.
struct DelimitedText: IteratorProtocol {
  private let scalars: [Unicode.Scalar]
  private let delimiter: Unicode.Scalar
  private var at = 0

  init(_ text: String, delimiter: Unicode.Scalar) {
    // A mark of the byte order is no part of the first name.
    scalars = Array(text.unicodeScalars.drop { $0 == "\u{FEFF}" })
    self.delimiter = delimiter
  }

  /// Nil at the end. Lines without anything are left out.
  mutating func next() -> [String]? {
    while at < scalars.count, scalars[at] == "\n" || scalars[at] == "\r" { at += 1 }
    guard at < scalars.count else { return nil }
    var row: [String] = []
    var value = String.UnicodeScalarView()
    var isQuoted = false
    while at < scalars.count {
      let scalar = scalars[at]
      at += 1
      if scalar == "\"" {
        if isQuoted, at < scalars.count, scalars[at] == "\"" {
          value.append(scalar)
          at += 1
        } else {
          isQuoted.toggle()
        }
      } else if isQuoted {
        value.append(scalar)
      } else if scalar == delimiter {
        row.append(String(value))
        value.removeAll()
      } else if scalar == "\n" {
        break
      } else if scalar != "\r" {
        value.append(scalar)
      }
    }
    return row + [String(value)]
  }
}
