/// How often each fault was put into the files.
package struct FaultTally: Sendable, Hashable {
  private var counts: [ShopFault: Int] = [:]

  package subscript(_ fault: ShopFault) -> Int { counts[fault] ?? 0 }

  mutating func add(_ fault: ShopFault, _ count: Int = 1) { counts[fault, default: 0] += count }
}
