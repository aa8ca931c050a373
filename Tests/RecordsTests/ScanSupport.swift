import Testing

@testable import Records

/// A scanned text with its bytes, so that tests can look at records and faults as texts.
struct Scanned {
  let bytes: [UInt8]
  let dialect: CSVDialect
  let scan: FileScan

  init(_ bytes: [UInt8], _ dialect: CSVDialect = CSVDialect(), expected: Int? = nil, block: Int = 1 << 20) throws {
    self.bytes = bytes
    self.dialect = dialect
    scan = try bytes.withUnsafeBytes {
      try CSVScanner.scan($0, dialect: dialect, expectedFields: expected, blockBytes: block)
    }
  }

  init(_ text: String, _ dialect: CSVDialect = CSVDialect(), expected: Int? = nil, block: Int = 1 << 20) throws {
    try self.init(Array(text.utf8), dialect, expected: expected, block: block)
  }

  /// Each fault as `number: bytes | reason`.
  var faults: [String] {
    foundFaults.map { fault in
      let raw = String(decoding: bytes[fault.byteOffset..<fault.byteOffset + fault.byteCount], as: UTF8.self)
      return "\(fault.record): \(raw) | \(fault.reason.text)"
    }
  }

  var foundFaults: [RecordFault] {
    bytes.withUnsafeBytes { bytes in
      scan.blocks.flatMap { block in
        FaultReader(csv: bytes, dialect: dialect, block: block, fieldCount: scan.fieldCount).all()
      }
    }
  }

  /// The good records by number; a null field is nil.
  func records() -> [(number: Int64, fields: [String?])] {
    bytes.withUnsafeBytes { bytes in
      scan.blocks.flatMap { block in
        var found: [(number: Int64, fields: [String?])] = []
        var reader = CSVRecordReader(bytes: bytes, dialect: dialect, block: block, fieldCount: scan.fieldCount)
        var fields: [FieldSlice] = []
        while reader.next(&fields) { found.append((reader.record, fields.map { $0.isNull ? nil : $0.text })) }
        return found
      }
    }
  }

  /// The good records, fields joined by a bar, null as ∅.
  var lines: [String] { records().map { $0.fields.map { $0 ?? "∅" }.joined(separator: "|") } }
}

extension FaultReader {
  func all() -> [RecordFault] {
    var reader = self
    var faults: [RecordFault] = []
    while let fault = reader.next() { faults.append(fault) }
    return faults
  }
}

extension CSVDialect {
  static func with(_ change: (inout CSVDialect) -> Void) -> CSVDialect {
    var dialect = CSVDialect()
    change(&dialect)
    return dialect
  }

  static let headless = with { $0.hasHeader = false }
}

/// Numbers that look random and are the same on every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
