/// The text format of OpenMetrics 1.0, read to the letter: what a scraper would refuse is an error with its line.
struct OpenMetricsText {
  struct Sample: Hashable {
    let name: String
    let labels: [String: String]
    let value: Double
    let timestamp: Double?
  }

  struct Refusal: Error, CustomStringConvertible {
    let line: Int
    let why: String
    var description: String { "line \(line): \(why)" }
  }

  private(set) var samples: [Sample] = []
  private(set) var types: [String: String] = [:]

  private static let kinds: Set<String> = [
    "unknown", "gauge", "counter", "stateset", "info", "histogram", "gaugehistogram", "summary",
  ]

  init(_ text: String) throws(Refusal) {
    guard text.utf8.last == 0x0A else { throw Refusal(line: 0, why: "the last line has no end") }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(Array.init)
    guard lines.popLast() == Array("# EOF") else { throw Refusal(line: lines.count + 1, why: "# EOF is not the end") }
    var family: String?
    for (index, line) in lines.enumerated() {
      var cursor = Cursor(line: index + 1, characters: line[...])
      if cursor.takes("# TYPE ") {
        let name = try cursor.name(colons: true)
        try cursor.require(" ")
        let kind = String(cursor.characters)
        guard Self.kinds.contains(kind) else { throw cursor.refusal("there is no type \(kind)") }
        guard types.updateValue(kind, forKey: name) == nil else { throw cursor.refusal("\(name) has two types") }
        family = name
        continue
      }
      let sample = try Self.sample(&cursor)
      guard sample.name == family else { throw cursor.refusal("\(sample.name) stands outside of its family") }
      let isKnown = samples.contains { $0.name == sample.name && $0.labels == sample.labels }
      guard !isKnown else { throw cursor.refusal("a second sample with these labels") }
      samples.append(sample)
    }
  }

  private static func sample(_ cursor: inout Cursor) throws(Refusal) -> Sample {
    let name = try cursor.name(colons: true)
    var labels: [String: String] = [:]
    if cursor.takes("{"), !cursor.takes("}") {
      repeat {
        let label = try cursor.name(colons: false)
        guard !label.hasPrefix("__") else { throw cursor.refusal("\(label) is reserved") }
        try cursor.require("=")
        guard labels.updateValue(try cursor.quoted(), forKey: label) == nil else {
          throw cursor.refusal("the label \(label) stands twice")
        }
      } while cursor.takes(",")
      try cursor.require("}")
    }
    try cursor.require(" ")
    let value = try cursor.number()
    let timestamp = cursor.takes(" ") ? try cursor.number() : nil
    guard cursor.characters.isEmpty else { throw cursor.refusal("more than a value and a time") }
    return Sample(name: name, labels: labels, value: value, timestamp: timestamp)
  }

  private struct Cursor {
    let line: Int
    var characters: ArraySlice<Character>

    func refusal(_ why: String) -> Refusal { Refusal(line: line, why: why) }

    mutating func takes(_ text: String) -> Bool {
      guard characters.starts(with: text) else { return false }
      characters = characters.dropFirst(text.count)
      return true
    }

    mutating func require(_ text: String) throws(Refusal) {
      guard takes(text) else { throw refusal("“\(text)” is missing before \(String(characters))") }
    }

    mutating func name(colons: Bool) throws(Refusal) -> String {
      let name = characters.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || (colons && $0 == ":")) }
      guard let first = name.first, !first.isNumber else { throw refusal("no name at \(String(characters))") }
      characters = characters.dropFirst(name.count)
      return String(name)
    }

    mutating func quoted() throws(Refusal) -> String {
      try require("\"")
      var text = ""
      while let character = characters.popFirst() {
        switch character {
        case "\"": return text
        case "\\":
          guard let escaped = characters.popFirst(),
            let meant: Character = ["n": "\n", "\"": "\"", "\\": "\\"][escaped]
          else { throw refusal("an escape that is none") }
          text.append(meant)
        default: text.append(character)
        }
      }
      throw refusal("a value without its end")
    }

    mutating func number() throws(Refusal) -> Double {
      let text = characters.prefix { $0 != " " }
      let isPlain = text.allSatisfy { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
      guard isPlain, let number = Double(String(text)) else { throw refusal("“\(String(text))” is no number") }
      characters = characters.dropFirst(text.count)
      return number
    }
  }
}
