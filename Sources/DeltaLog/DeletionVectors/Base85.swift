/// The base 85 of ZeroMQ (RFC 32/Z85): four bytes in five letters that need no escape in JSON.
enum Base85 {
  private static let values: [UInt8?] = {
    var values = [UInt8?](repeating: nil, count: 256)
    let letters =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
    for (value, letter) in letters.utf8.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  /// Nil for text that is not of whole groups, holds another letter, or says more than four bytes can.
  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let letters = Array(text.utf8)
    guard letters.count.isMultiple(of: 5) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(letters.count / 5 * 4)
    for start in stride(from: 0, to: letters.count, by: 5) {
      var group: UInt64 = 0
      for letter in letters[start..<start + 5] {
        guard let value = values[Int(letter)] else { return nil }
        group = group * 85 + UInt64(value)
      }
      guard let word = UInt32(exactly: group) else { return nil }
      withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }
}
