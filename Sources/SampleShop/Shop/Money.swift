/// Amounts are whole cents; text is made only where a file is written.
enum Money {
  /// `1234.50`
  static func plain(_ cents: Int) -> String {
    let rest = cents % 100
    return "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// `$1,234.50`
  static func dollars(_ cents: Int) -> String {
    var whole = Substring(String(cents / 100))
    var groups: [Substring] = []
    while whole.count > 3 {
      groups.insert(whole.suffix(3), at: 0)
      whole = whole.dropLast(3)
    }
    return "$" + ([whole] + groups).joined(separator: ",") + plain(cents).suffix(3)
  }

  /// `0.1500` from 1500 ten-thousandths.
  static func fraction(_ tenThousandths: Int) -> String {
    let digits = String(tenThousandths)
    return "0." + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// A share of an amount, rounded half up to the cent, as the models round it.
  static func share(_ cents: Int, _ tenThousandths: Int) -> Int { (cents * tenThousandths + 5000) / 10_000 }
}
