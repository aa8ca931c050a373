/// Deletion vectors as other makers write them (PROTOCOL.md, "Deletion Vector Format"; RoaringFormatSpec).
package enum DeletionVectorBytes {
  package enum Form: Sendable, CaseIterable { case portable, native, portableRuns }

  /// Rows below 2^32, ascending.
  package static func serialized(_ rows: [UInt32], _ form: Form) -> [UInt8] {
    let bitmap = bitmap(rows, runs: form == .portableRuns)
    switch form {
    case .portable, .portableRuns: return little(UInt32(1_681_511_377)) + little(UInt64(1)) + little(UInt32(0)) + bitmap
    case .native:
      return little(UInt32(1_681_511_376)) + little(UInt32(1)) + little(UInt32(bitmap.count)) + bitmap
    }
  }

  private static func bitmap(_ rows: [UInt32], runs: Bool) -> [UInt8] {
    let keys = Set(rows.map { $0 >> 16 }).sorted()
    let groups = keys.map { key in rows.filter { $0 >> 16 == key }.map { UInt16($0 & 0xFFFF) } }
    var bytes = runs ? little(12347 | UInt32(keys.count - 1) << 16) : little(UInt32(12346)) + little(UInt32(keys.count))
    if runs { bytes += [UInt8](repeating: 0xFF, count: (keys.count + 7) / 8) }
    for (key, group) in zip(keys, groups) { bytes += little(UInt16(key)) + little(UInt16(group.count - 1)) }
    let bodies = groups.map { runs ? self.runs($0) : container($0) }
    if !runs || keys.count >= 4 {
      var offset = bytes.count + 4 * keys.count
      for body in bodies {
        bytes += little(UInt32(offset))
        offset += body.count
      }
    }
    return bytes + bodies.joined()
  }

  private static func container(_ values: [UInt16]) -> [UInt8] {
    guard values.count > 4096 else { return values.flatMap { little($0) } }
    var bits = [UInt8](repeating: 0, count: 8192)
    for value in values { bits[Int(value) / 8] |= 1 << (value % 8) }
    return bits
  }

  private static func runs(_ values: [UInt16]) -> [UInt8] {
    var runs: [(start: UInt16, more: UInt16)] = []
    for value in values {
      if let last = runs.last, Int(last.start) + Int(last.more) + 1 == Int(value) {
        runs[runs.count - 1].more += 1
      } else {
        runs.append((value, 0))
      }
    }
    return little(UInt16(runs.count)) + runs.flatMap { little($0.start) + little($0.more) }
  }

  private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private static func big(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }

  /// A file that holds one vector, which begins at byte 1.
  package static func file(_ vector: [UInt8]) -> [UInt8] {
    [1] + big(UInt32(vector.count)) + vector + big(checksum(vector))
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
    }
    return ~sum
  }

  /// Base 85 of whole groups of four bytes; what is missing is filled with zeros.
  package static func base85(_ bytes: [UInt8]) -> String {
    let letters = Array("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#")
    let whole = bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
    var text = ""
    for start in stride(from: 0, to: whole.count, by: 4) {
      var number = whole[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      var group: [Character] = []
      for _ in 0..<5 {
        group.append(letters[Int(number % 85)])
        number /= 85
      }
      text += String(group.reversed())
    }
    return text
  }
}
