/// The row numbers of a deletion vector: roaring bitmaps of 32 bits (RoaringFormatSpec), one for each upper half of 64.
/// Both serialisations of PROTOCOL.md, "Deletion Vector Format", are read.
struct RoaringRows {
  private static let portable: UInt32 = 1_681_511_377
  private static let native: UInt32 = 1_681_511_376
  private static let withRuns: UInt32 = 12347
  private static let withoutRuns: UInt32 = 12346
  /// Bitmaps with runs have a table of offsets only from this many containers on.
  private static let offsetsFrom = 4
  /// More rows than a file that anybody reads here has; so that a few damaged bytes cannot ask for all memory.
  private static let most = 1 << 31

  private var bytes: LittleEndianBytes
  private(set) var rows: [Int64] = []

  /// The rows, ascending.
  static func read(_ bytes: [UInt8]) throws(DeltaFormatError) -> [Int64] {
    var reader = RoaringRows(bytes: LittleEndianBytes(bytes))
    try reader.readAll()
    return reader.rows
  }

  private init(bytes: LittleEndianBytes) { self.bytes = bytes }

  private mutating func readAll() throws(DeltaFormatError) {
    switch try bytes.take(UInt32.self) {
    case Self.portable:
      for _ in 0..<(try count(try bytes.take(UInt64.self))) {
        try readBitmap(upper: Int64(try bytes.take(UInt32.self)))
      }
    case Self.native:
      for upper in 0..<(try count(UInt64(try bytes.take(UInt32.self)))) {
        try bytes.skip(4)
        try readBitmap(upper: Int64(upper))
      }
    case let other: throw .malformed("a deletion vector begins with the unknown number \(other)")
    }
  }

  /// Each bitmap takes some bytes: a number of them beyond what is there is damage, found before it is counted to.
  private func count(_ number: UInt64) throws(DeltaFormatError) -> Int {
    guard let count = Int(exactly: number), count <= bytes.left else { throw LittleEndianBytes.tooShort }
    return count
  }

  private mutating func readBitmap(upper: Int64) throws(DeltaFormatError) {
    guard upper <= Int64(Int32.max) else { throw .malformed("a deletion vector names a row beyond 64 bits") }
    let cookie = try bytes.take(UInt32.self)
    var containers = Int(cookie >> 16) + 1
    var isRun: [UInt8] = []
    if cookie & 0xFFFF == Self.withRuns {
      isRun = try bytes.take(count: (containers + 7) / 8)
    } else if cookie == Self.withoutRuns {
      containers = try count(UInt64(try bytes.take(UInt32.self)))
    } else {
      throw .malformed("a bitmap of a deletion vector begins with the unknown number \(cookie)")
    }
    var heads: [(key: UInt16, count: Int)] = []
    for _ in 0..<containers { heads.append((try bytes.take(UInt16.self), Int(try bytes.take(UInt16.self)) + 1)) }
    if isRun.isEmpty || containers >= Self.offsetsFrom { try bytes.skip(4 * containers) }
    for (index, head) in heads.enumerated() {
      guard rows.count + head.count <= Self.most else { throw .malformed("a deletion vector names too many rows") }
      let base = upper << 32 | Int64(head.key) << 16
      let holdsRuns = !isRun.isEmpty && isRun[index / 8] >> (index % 8) & 1 == 1
      try readContainer(base, count: head.count, holdsRuns: holdsRuns)
    }
  }

  private mutating func readContainer(_ base: Int64, count: Int, holdsRuns: Bool) throws(DeltaFormatError) {
    if holdsRuns {
      for _ in 0..<(try bytes.take(UInt16.self)) {
        let start = Int64(try bytes.take(UInt16.self))
        for row in start...(start + Int64(try bytes.take(UInt16.self))) { rows.append(base + row) }
      }
    } else if count <= 4096 {
      for _ in 0..<count { rows.append(base + Int64(try bytes.take(UInt16.self))) }
    } else {
      for word in 0..<Int64(1024) {
        var bits = try bytes.take(UInt64.self)
        while bits != 0 {
          rows.append(base + word * 64 + Int64(bits.trailingZeroBitCount))
          bits &= bits - 1
        }
      }
    }
  }
}

/// Bytes taken from the front, whole numbers with their lowest byte first.
struct LittleEndianBytes {
  static let tooShort = DeltaFormatError.malformed("a deletion vector ends too early")
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var left: Int { bytes.count - at }

  mutating func take<Number: FixedWidthInteger>(_ type: Number.Type) throws(DeltaFormatError) -> Number {
    let width = Number.bitWidth / 8
    guard left >= width else { throw Self.tooShort }
    defer { at += width }
    return bytes.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: at, as: Number.self)) }
  }

  mutating func take(count: Int) throws(DeltaFormatError) -> [UInt8] {
    guard left >= count else { throw Self.tooShort }
    defer { at += count }
    return Array(bytes[at..<at + count])
  }

  mutating func skip(_ count: Int) throws(DeltaFormatError) {
    guard left >= count else { throw Self.tooShort }
    at += count
  }
}
