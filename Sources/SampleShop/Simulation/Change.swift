/// One change of one row, as the source's log has it.
struct Change {
  enum Operation: String { case insert = "I", update = "U", delete = "D" }

  let table: ShopTable
  let operation: Operation
  /// Seconds from the start of the shop's last day.
  let commit: Int
  /// The values of `ShopTable.columns`; nil where the source has nothing.
  let values: [String?]
  /// Days the delivery is late.
  var delay = 0
}
