/// A set of numbers of one cron field, with the next one found by bits.
struct CronSet: Sendable, Hashable {
  private let first: Int
  private let last: Int
  /// 64 numbers a word, counted from `first`.
  private var words: [UInt64]

  init(range: ClosedRange<Int>) {
    first = range.lowerBound
    last = range.upperBound
    words = Array(repeating: 0, count: (range.count + 63) / 64)
  }

  mutating func insert(_ value: Int) {
    words[(value - first) / 64] |= 1 << UInt64((value - first) % 64)
  }

  mutating func insert(from start: Int, to end: Int, step: Int) {
    for value in stride(from: start, through: end, by: step) { insert(value) }
  }

  /// From `start` over the end of the field and on from its beginning to `end`.
  mutating func insertWrapped(from start: Int, to end: Int, step: Int) {
    let size = last - first + 1
    for value in stride(from: start, through: end + size, by: step) { insert(value > last ? value - size : value) }
  }

  func contains(_ value: Int) -> Bool {
    guard value >= first, value <= last else { return false }
    return words[(value - first) / 64] >> UInt64((value - first) % 64) & 1 == 1
  }

  /// The smallest member that is at least `value`.
  func next(from value: Int) -> Int? {
    let start = max(value, first) - first
    guard start <= last - first else { return nil }
    var word = start / 64
    var bits = words[word] & (~0 << UInt64(start % 64))
    while bits == 0 {
      word += 1
      guard word < words.count else { return nil }
      bits = words[word]
    }
    return first + word * 64 + bits.trailingZeroBitCount
  }

  /// The smallest member; nil for the empty set, which no expression makes.
  var least: Int? { next(from: first) }
}
