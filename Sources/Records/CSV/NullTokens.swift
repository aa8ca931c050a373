/// The texts that mean null, so prepared that a field that is none of them is told by its length or first byte.
struct NullTokens {
  private let emptyIsNull: Bool
  private let longest: Int
  /// A bit for each byte that begins a token.
  private let firstBytes: SIMD4<UInt64>
  private let tokens: [[UInt8]]

  init(_ texts: [String]) {
    emptyIsNull = texts.contains("")
    tokens = texts.filter { !$0.isEmpty }.map { Array($0.utf8) }
    longest = tokens.map(\.count).max() ?? 0
    var bits = SIMD4<UInt64>()
    for token in tokens { bits[Int(token[0] >> 6)] |= 1 << UInt64(token[0] & 63) }
    firstBytes = bits
  }

  @inline(__always)
  func contain(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    if count == 0 { return emptyIsNull }
    guard count <= longest, firstBytes[Int(start[0] >> 6)] >> UInt64(start[0] & 63) & 1 == 1 else { return false }
    return isToken(start, count)
  }

  private func isToken(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    tokens.contains { $0.count == count && $0.elementsEqual(UnsafeBufferPointer(start: start, count: count)) }
  }
}
