import Testing

@testable import Records

/// The scanner against a slow reader written straight from the rules, and against itself cut into blocks, over texts made
/// of the bytes that matter.
@Suite struct CSVAgreementTests {
  @Test("a plain reader finds the same", arguments: 0..<40)
  func aPlainReaderFindsTheSame(seed: Int) throws {
    var numbers = SeededNumbers(state: UInt64(seed))
    for _ in 0..<60 {
      let text = Self.text(&numbers)
      let expected = PlainReader.read(Array(text.utf8), width: 2)
      let scanned = try Scanned(text, .headless, expected: 2)
      let good = scanned.records().map { ($0.number, $0.fields) }
      #expect(good.map(\.0) == expected.good.map(\.0), "\(text.debugDescription)")
      #expect(good.map(\.1) == expected.good.map(\.1), "\(text.debugDescription)")
      #expect(scanned.foundFaults.map(\.record) == expected.faults, "\(text.debugDescription)")
    }
  }

  @Test("readers over blocks see what one reader sees", arguments: 0..<40)
  func readersOverBlocksSeeWhatOneReaderSees(seed: Int) throws {
    var numbers = SeededNumbers(state: UInt64(1000 + seed))
    let text = (0..<200).map { _ in Self.text(&numbers) + "\n" }.joined()
    let dialect = CSVDialect.with {
      $0.hasHeader = false
      $0.maxRecordBytes = 24
    }
    let whole = try Scanned(text, dialect, expected: 2, block: .max)
    let cut = try Scanned(text, dialect, expected: 2, block: 7)
    #expect(whole.scan.blocks.count == 1 && cut.scan.blocks.count > 20)
    #expect(whole.foundFaults == cut.foundFaults)
    #expect((whole.scan.faults, cut.scan.faults) == (Int64(whole.foundFaults.count), Int64(cut.foundFaults.count)))
    #expect(whole.records().map(\.number) == cut.records().map(\.number))
    #expect(whole.lines == cut.lines)
    #expect(whole.scan.records == Int64(whole.lines.count + whole.foundFaults.count))
    #expect(cut.scan.blocks.map(\.byteCount).reduce(0, +) == text.utf8.count)
  }

  static func text(_ numbers: inout SeededNumbers) -> String {
    let pieces = ["a", "é", ",", ",", "\"", "\"", "\"\"", "\n", "\r\n", "\r", "1,2\n", "longer text", "\"x\",\"y\"\n"]
    return (0..<Int.random(in: 0..<14, using: &numbers)).map { _ in
      pieces.randomElement(using: &numbers) ?? ""
    }.joined()
  }
}

/// One byte after the other, one state after the other: slow and plain.
enum PlainReader {
  static func read(_ bytes: [UInt8], width: Int) -> (good: [(Int64, [String?])], faults: [Int64]) {
    var good: [(Int64, [String?])] = []
    var faults: [Int64] = []
    var rest = bytes[...]
    var number: Int64 = 0
    while !rest.isEmpty {
      let (line, after) = line(rest)
      if line.isEmpty {
        rest = after
        continue
      }
      number += 1
      switch record(rest) {
      case .fields(let fields, let next):
        if fields.count == width { good.append((number, fields)) } else { faults.append(number) }
        rest = next
      case .textAfterQuote(let next):
        faults.append(number)
        rest = next
      case .open:
        faults.append(number)
        rest = after
      }
    }
    return (good, faults)
  }

  enum Outcome {
    case fields([String?], ArraySlice<UInt8>)
    case textAfterQuote(ArraySlice<UInt8>)
    case open
  }

  static func line(_ bytes: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, ArraySlice<UInt8>) {
    guard let newline = bytes.firstIndex(of: 0x0A) else { return (bytes, []) }
    let line = bytes[..<newline]
    return (line.last == 0x0D ? line.dropLast() : line, bytes[(newline + 1)...])
  }

  static func record(_ bytes: ArraySlice<UInt8>) -> Outcome {
    var fields: [String?] = []
    var rest = bytes
    while true {
      if rest.first == UInt8(ascii: "\"") {
        guard let (field, after) = quoted(rest.dropFirst()) else { return .open }
        fields.append(field)
        rest = after
      } else {
        let field = rest.prefix { $0 != UInt8(ascii: ",") && $0 != 0x0A }
        let endsLine = rest.dropFirst(field.count).first == 0x0A
        let text = endsLine && field.last == 0x0D ? field.dropLast() : field
        fields.append(text.isEmpty ? nil : String(decoding: text, as: UTF8.self))
        rest = rest.dropFirst(text.count)
      }
      if rest.first == UInt8(ascii: ",") {
        rest = rest.dropFirst()
        continue
      }
      let (left, next) = line(rest)
      return left.isEmpty ? .fields(fields, next) : .textAfterQuote(next)
    }
  }

  static func quoted(_ bytes: ArraySlice<UInt8>) -> (String, ArraySlice<UInt8>)? {
    var text: [UInt8] = []
    var rest = bytes
    while let byte = rest.first {
      rest = rest.dropFirst()
      if byte != UInt8(ascii: "\"") {
        text.append(byte)
      } else if rest.first == byte {
        text.append(byte)
        rest = rest.dropFirst()
      } else {
        return (String(decoding: text, as: UTF8.self), rest)
      }
    }
    return nil
  }
}
