/// Which drop carries which of the faults that happen once.
enum DeliveryCalendar {
  /// Some records of its order lines are malformed.
  static let raggedDrop = 4
  /// From here on `orders.csv` has one column more.
  static let campaignDrop = 6
}
