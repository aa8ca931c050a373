/// Rows as the source spells them.
extension Simulation {
  mutating func values(_ customer: Customer, updated: Int) -> [String?] {
    let lastName = random.chance(40) ? " \(customer.lastName) " : customer.lastName
    return [
      customer.id, customer.firstName, lastName, customer.email,
      customer.phone, customer.address, customer.region.map { Place.all[$0].city }, customer.region.map(Place.id),
      calendar.dashed(dayOffset: customer.signupDay), calendar.plain(updated),
    ]
  }

  mutating func values(_ product: Product, updated: Int) -> [String?] {
    [
      product.id, product.name, sloppy(product.brand), sloppy(product.category), product.subcategory,
      product.description, money(product.price, signed: 400), Money.plain(product.cost),
      product.isActive ? random.pick(["true", "true", "Y", "1"]) : "false", calendar.packed(updated),
    ]
  }

  mutating func values(_ order: Order, updated: Int) -> [String?] {
    let isTill = order.platform == "In-store"
    if isTill { tally(.foreignDateFormat) }
    if order.status == "cancelled" { tally(.cancelledOrder) }
    if order.status == "returned" { tally(.returnedOrder) }
    return [
      order.id, order.customerID, isTill ? calendar.till(order.moment) : calendar.plain(order.moment),
      random.chance(50) ? order.status.uppercased() : order.status,
      random.chance(50) ? order.platform.lowercased() : order.platform, order.region.map(Place.id), "USD",
      calendar.plain(updated),
    ]
  }

  mutating func values(_ line: OrderLine, of order: String, updated: Int) -> [String?] {
    [
      order, String(line.number), line.productID, String(line.quantity), money(line.price, signed: 250),
      line.discount == 0 && random.chance(300) ? nil : Money.fraction(line.discount), Money.plain(line.cost),
      calendar.plain(updated),
    ]
  }

  mutating func values(_ payment: Payment, of order: String) -> [String?] {
    [
      payment.id, order, random.chance(60) ? " \(payment.type.lowercased())" : payment.type, payment.provider,
      String(payment.installments), money(payment.amount, signed: 150), random.chance(20) ? "usd" : "USD",
      payment.status, calendar.bank(payment.moment),
    ]
  }

  private mutating func money(_ cents: Int, signed perThousand: Int) -> String {
    guard random.chance(perThousand) else { return Money.plain(cents) }
    tally(.moneyAsText)
    return Money.dollars(cents)
  }

  /// A name as it comes from several hands: with stray blanks, shouted, whispered.
  private mutating func sloppy(_ name: String) -> String {
    guard random.chance(220) else { return name }
    tally(.strayBrand)
    return random.pick([" \(name)", "\(name)  ", name.uppercased(), name.lowercased()])
  }
}
