extension Simulation {
  /// A slow autumn that picks up towards the last day, with a weekly rhythm. The rhythm goes by the day's number, so that
  /// another last day leaves it as it is.
  private func demand(_ day: Int) -> Int {
    let sinceOpening = day + days + Self.historyDays
    let isHistory = day < -days
    // A shop that goes on keeps what it has come to.
    let level =
      isHistory ? 54 + 100 * sinceOpening / Self.historyDays : 162 + 208 * min(day + days, days) / days
    let rhythm = [118, 122, 96, 90, 88, 98, 112]
    return level * rhythm[((day % 7) + 7) % 7] / 100
  }

  mutating func takeOrders(on day: Int) {
    let count = demand(day) * random.within(94...106) / 100
    var moments: [Int] = []
    for _ in 0..<count { moments.append(moment(on: day)) }
    for moment in moments.sorted() { take(at: moment) }
    if isLogging { sellUnannounced(on: day) }
  }

  private mutating func take(at moment: Int) {
    let platform = ["Website", "Mobile", "In-store"][random.weighted([52, 33, 15])]
    let isGuest = platform == "In-store" && random.chance(250)
    let customer = buyer()
    var lines: [OrderLine] = []
    for number in 1...(1 + random.weighted([38, 30, 18, 9, 5])) { lines.append(line(number, of: anyProduct())) }
    var order = Order(
      number: nextOrder, customerID: isGuest ? nil : customer.id, moment: moment, platform: platform,
      region: random.chance(10) ? nil : customer.region ?? random.weighted(Place.weights), status: "completed",
      lines: lines, payments: [])
    nextOrder += 1
    order.payments = payments(of: order)
    if platform != "In-store" && random.chance(280) { order.wait() }
    orders.append(order)
    if order.status == "pending" {
      undecided.append((orders.count - 1, moment.flooredDay + (random.chance(550) ? 0 : 1)))
    }
    recordWhole(order, .insert, at: moment)
  }

  mutating func line(_ number: Int, of product: Product) -> OrderLine {
    let quantity = product.price > 30_000 ? 1 : 1 + random.weighted([62, 22, 9, 4, 3])
    let discount = random.chance(220) ? random.pick([500, 1000, 1500, 2000, 2500]) : 0
    return OrderLine(
      number: number, productID: product.id, quantity: quantity, price: product.price, discount: discount,
      cost: product.cost)
  }

  /// Cheap things and the first of the catalogue sell best.
  private mutating func anyProduct() -> Product {
    let first = products[min(random.below(products.count), random.below(products.count))]
    let second = products[random.below(products.count)]
    return first.price <= second.price || random.chance(250) ? first : second
  }

  private mutating func payments(of order: Order) -> [Payment] {
    let total = order.lines.reduce(0) { $0 + $1.net }
    let first = payment("A", of: order, amount: total)
    guard total > 4_000, random.chance(35) else { return [first] }
    let voucher = 1_000 * random.within(1...3)
    return [
      Payment(
        id: "PAY\(100_000 + order.number)B", type: "Gift card", provider: "Shop", installments: 1, amount: voucher,
        status: "captured", moment: order.moment),
      Payment(
        id: first.id, type: first.type, provider: first.provider, installments: first.installments,
        amount: total - voucher, status: first.status, moment: first.moment),
    ]
  }

  private mutating func payment(_ letter: String, of order: Order, amount: Int) -> Payment {
    let ways =
      order.platform == "In-store"
      ? [("Cash", "Till"), ("Credit card", "Visa"), ("Credit card", "Mastercard")]
      : [
        ("Credit card", "Visa"), ("Credit card", "Mastercard"), ("Credit card", "Amex"), ("PayPal", "PayPal"),
        ("Bank transfer", "SEPA"), ("Gift card", "Shop"),
      ]
    let weights = order.platform == "In-store" ? [35, 40, 25] : [30, 20, 8, 28, 10, 4]
    let way = ways[random.weighted(weights)]
    return Payment(
      id: "PAY\(100_000 + order.number)\(letter)", type: way.0, provider: random.chance(15) ? nil : way.1,
      installments: amount > 40_000 && random.chance(300) ? random.pick([3, 6, 12]) : 1, amount: amount,
      status: "captured", moment: order.moment + random.below(40))
  }
}

extension Order {
  /// Not paid yet: the bank has only said that it will.
  mutating func wait() {
    status = "pending"
    for index in payments.indices where payments[index].type != "Gift card" { payments[index].status = "authorised" }
  }

  /// What became of it, and what that means for its payments.
  mutating func become(_ status: String, paymentStatus: String) {
    self.status = status
    for index in payments.indices { payments[index].status = paymentStatus }
  }
}
