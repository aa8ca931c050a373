/// How many rows one call may return. Whatever is asked for, a page holds at most 10,000.
enum PageLimit {
  static let largest = 10_000

  static func rows(_ asked: Int) -> Int { min(max(asked, 0), largest) }
}
