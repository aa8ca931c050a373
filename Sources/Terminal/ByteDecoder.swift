/// Joins the bytes that wgetch gives to characters. Invalid ones are left out, and cost no key after them.
struct ByteDecoder {
  private let isUTF8: Bool
  private var pending: [UInt8] = []

  init(isUTF8: Bool) { self.isUTF8 = isUTF8 }

  /// - Parameter value: a byte, or a key code from 256 on.
  mutating func next(_ value: Int32) -> [RawInput] {
    guard let byte = UInt8(exactly: value) else {
      pending = []
      return [.code(value)]
    }
    if byte < 0x80 {
      pending = []
      return [.scalar(UInt32(byte))]
    }
    return isUTF8 ? join(byte) : []
  }

  private mutating func join(_ byte: UInt8) -> [RawInput] {
    if byte >= 0xC0 { pending = [] }
    pending.append(byte)
    guard let first = pending.first, first >= 0xC2, first < 0xF5 else {
      pending = []
      return []
    }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard pending.count == length else { return [] }
    defer { pending = [] }
    let text = String(validating: pending, as: UTF8.self)
    return text?.unicodeScalars.map { .scalar($0.value) } ?? []
  }
}
