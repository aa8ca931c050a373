import Lake
import Records

/// What the values of a column look like. Bronze keeps text whatever it looks like; a change of kind is told, because a
/// model that reads the column will start to reject rows.
///
/// The kinds are a lattice: `joined` is the narrowest kind that holds both.
enum ValueKind: String, Sendable {
  case empty, boolean, integer, decimal, double, date, timestamp, text

  /// How many records are looked at in the block of that number: the beginning of a file, where almost every file ends,
  /// and the beginning of each later block.
  static func sampled(inBlock block: Int) -> Int { block == 0 ? 20_000 : 1000 }

  /// Widens the kinds of columns by what stands in the first so many records.
  static func widen(_ kinds: inout [ValueKind], records: Int, next: (inout [FieldSlice]) -> Bool) {
    var fields: [FieldSlice] = []
    for _ in 0..<records {
      // A text stays one, whatever comes.
      guard kinds.contains(where: { $0 != .text }), next(&fields) else { return }
      for (index, field) in fields.enumerated() where index < kinds.count && !field.isNull && field.count > 0 {
        if kinds[index] != .text { kinds[index] = kinds[index].joined(ValueKind(field.bytes)) }
      }
    }
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    let first = bytes.first ?? 0
    if first | 0x20 == UInt8(ascii: "t") || first | 0x20 == UInt8(ascii: "f") {
      let word = String(decoding: bytes.prefix(6), as: UTF8.self).lowercased()
      self = word == "true" || word == "false" ? .boolean : .text
    } else {
      self = Self.moment(bytes) ?? Self.number(bytes)
    }
  }

  private static func number(_ bytes: UnsafeRawBufferPointer) -> ValueKind {
    var (digits, points, exponents) = (0, 0, 0)
    var mayBeSigned = true
    for byte in bytes {
      switch byte {
      case 0x30...0x39: digits += 1
      case UInt8(ascii: ".") where exponents == 0: points += 1
      case UInt8(ascii: "-") where mayBeSigned, UInt8(ascii: "+") where mayBeSigned: break
      case UInt8(ascii: "e") where digits > 0, UInt8(ascii: "E") where digits > 0:
        exponents += 1
        mayBeSigned = true
        continue
      default: return .text
      }
      mayBeSigned = false
    }
    guard digits > 0, points < 2, exponents < 2, (0x30...0x39).contains(bytes[bytes.count - 1]) || exponents == 0 else {
      return .text
    }
    if exponents > 0 { return .double }
    return points > 0 ? .decimal : whole(bytes, digits: digits)
  }

  /// A number without a point that 64 bits do not hold is no integer to a model, and with 38 digits no decimal either.
  private static func whole(_ bytes: UnsafeRawBufferPointer, digits: Int) -> ValueKind {
    if digits < 19 { return .integer }
    let text = String(decoding: bytes, as: UTF8.self)
    if Int64(text) != nil { return .integer }
    return text.drop { "+-0".contains($0) }.count > 38 ? .double : .decimal
  }

  /// `2026-11-08`, and what begins so and goes on with a time.
  private static func moment(_ bytes: UnsafeRawBufferPointer) -> ValueKind? {
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy({ (0x30...0x39).contains(bytes[$0]) })
    else { return nil }
    if bytes.count == 10 { return .date }
    guard bytes.count >= 16, bytes[10] == UInt8(ascii: "T") || bytes[10] == 0x20, bytes[13] == UInt8(ascii: ":"),
      bytes[11...].allSatisfy({ (0x30...0x39).contains($0) || ":.+-Z ".utf8.contains($0) })
    else { return .text }
    return .timestamp
  }

  init(parquetType type: String) {
    switch type {
    case ParquetContents.emptyType: self = .empty
    case "BOOLEAN": self = .boolean
    case "FLOAT", "DOUBLE": self = .double
    case "DATE": self = .date
    case _ where type.hasPrefix("DECIMAL"): self = .decimal
    case _ where type.hasPrefix("TIMESTAMP"): self = .timestamp
    case _ where type.hasSuffix("INT") || type == "INTEGER": self = .integer
    default: self = .text
    }
  }

  func joined(_ other: ValueKind) -> ValueKind {
    if self == .empty || self == other { return other }
    if other == .empty { return self }
    let numbers: [ValueKind] = [.integer, .decimal, .double]
    if let one = numbers.firstIndex(of: self), let two = numbers.firstIndex(of: other) { return numbers[max(one, two)] }
    return Set([self, other]) == [.date, .timestamp] ? .timestamp : .text
  }

  /// Whether readers of the column will meet what they do not know. Texts that happen to look narrower are no change, but
  /// that moments lost their time is; a type that a file declares is one or it is not.
  func isRetyped(to new: ValueKind, isDeclared: Bool) -> Bool {
    guard self != .empty, new != .empty, self != new else { return false }
    return isDeclared || joined(new) != self || self == .timestamp
  }
}
