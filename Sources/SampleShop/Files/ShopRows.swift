/// The shop's database as the simulation keeps it. Moments are seconds from the start of the last day; money is cents.
struct Customer {
  let number: Int
  let firstName: String?
  let lastName: String
  let email: String?
  var phone: String?
  var address: String?
  var region: Int?
  let signupDay: Int

  var id: String { ShopRows.identifier("C", number) }
}

struct Product {
  let number: Int
  let name: String
  let brand: String
  let category: String
  let subcategory: String
  let description: String?
  var price: Int
  var cost: Int
  var isActive = true

  var id: String { ShopRows.identifier("P", number) }
}

struct OrderLine {
  let number: Int
  let productID: String
  let quantity: Int
  let price: Int
  let discount: Int
  var cost: Int

  var net: Int { quantity * price - Money.share(quantity * price, discount) }
}

struct Payment {
  let id: String
  let type: String
  let provider: String?
  let installments: Int
  let amount: Int
  var status: String
  let moment: Int
}

struct Order {
  let number: Int
  let customerID: String?
  let moment: Int
  let platform: String
  let region: Int?
  var status: String
  var lines: [OrderLine]
  var payments: [Payment]

  var id: String { ShopRows.identifier("O", number) }
  var dayOffset: Int { moment.flooredDay }
}

enum ShopRows {
  static func identifier(_ letter: String, _ number: Int) -> String { letter + String(100_000 + number) }
}

extension Int {
  /// The day a moment falls on, counted from the last day; also right before it, where moments are negative.
  var flooredDay: Int {
    self >= 0 ? self / ShopCalendar.secondsPerDay : -((-self - 1) / ShopCalendar.secondsPerDay) - 1
  }
}
