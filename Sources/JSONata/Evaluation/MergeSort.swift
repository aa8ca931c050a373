/// A stable sort whose comparison may fail.
enum MergeSort {
  /// - Parameter comesAfter: whether the first must stand behind the second.
  static func sorted<Item>(
    _ items: [Item], comesAfter: (Item, Item) throws(EvaluationError) -> Bool
  ) throws(EvaluationError) -> [Item] {
    guard items.count > 1 else { return items }
    let middle = items.count / 2
    let left = try sorted(Array(items[..<middle]), comesAfter: comesAfter)
    let right = try sorted(Array(items[middle...]), comesAfter: comesAfter)
    var result: [Item] = []
    result.reserveCapacity(items.count)
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      if try comesAfter(left[i], right[j]) {
        result.append(right[j])
        j += 1
      } else {
        result.append(left[i])
        i += 1
      }
    }
    return result + left[i...] + right[j...]
  }
}
