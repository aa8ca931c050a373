/// What goes wrong at the source, a little every day.
extension Simulation {
  mutating func misbehave(on day: Int) {
    correctCosts(on: day)
    deleteOrders(on: day)
    leaveOrphans(on: day)
    writeRubbish(on: day)
  }

  /// A product that sells on the day before its row arrives.
  mutating func sellUnannounced(on day: Int) {
    for product in products where unannounced.contains(product.id) {
      let moment = moment(on: day)
      let customer = buyer()
      let line = line(1, of: product)
      var order = Order(
        number: nextOrder, customerID: customer.id, moment: moment, platform: "Website", region: customer.region,
        status: "completed", lines: [line], payments: [])
      order.payments = [wire(line.net, of: order)]
      nextOrder += 1
      orders.append(order)
      recordWhole(order, .insert, at: moment)
      tally(.earlySale)
    }
    unannounced.removeAll()
  }

  private func wire(_ amount: Int, of order: Order) -> Payment {
    Payment(
      id: "PAY\(100_000 + order.number)A", type: "Bank transfer", provider: "SEPA", installments: 1, amount: amount,
      status: "captured", moment: order.moment)
  }

  /// The supplier's price of something sold days or weeks ago was wrong.
  private mutating func correctCosts(on day: Int) {
    for _ in 0..<random.within(4...7) {
      let index = random.below(orders.count * 9 / 10)
      guard orders[index].status == "completed" else { continue }
      let moment = moment(on: day)
      orders[index].lines[0].cost = orders[index].lines[0].cost * random.within(90...112) / 100
      record(.sales, .update, at: moment, values(orders[index].lines[0], of: orders[index].id, updated: moment))
      tally(.lateUpdate)
    }
  }

  /// Test orders are taken out of the database; of one a change made before is delivered after. Its payment stays behind.
  private mutating func deleteOrders(on day: Int) {
    for hasStraggler in [true, false] {
      let index = orders.count - 1 - random.below(1200)
      guard orders[index].dayOffset < day, orders[index].status == "completed" else { continue }
      let order = orders[index]
      let moment = moment(on: day)
      if hasStraggler {
        let before = moment - 300
        record(.orders, .update, at: before, values(order, updated: before), delay: 1)
        tally(.changeAfterDelete)
      }
      record(.orders, .delete, at: moment, values(order, updated: moment))
      for line in order.lines { record(.sales, .delete, at: moment, values(line, of: order.id, updated: moment)) }
      tally(.deletedRow, 1 + order.lines.count)
      orders[index].become("deleted", paymentStatus: "captured")
    }
  }

  private mutating func leaveOrphans(on day: Int) {
    let moment = moment(on: day)
    let unknown = ShopRows.identifier("O", 800_000 + random.below(99_999))
    let sold = line(1, of: random.pick(products))
    record(.sales, .insert, at: moment, values(sold, of: unknown, updated: moment))
    let nowhere = OrderLine(
      number: 9, productID: ShopRows.identifier("P", 890_000 + random.below(9_999)), quantity: 1, price: 1_999,
      discount: 0, cost: 1_100)
    record(.sales, .insert, at: moment, values(nowhere, of: orders[orders.count - 1].id, updated: moment))
    let stranger = Order(
      number: nextOrder, customerID: ShopRows.identifier("C", 880_000 + random.below(9_999)), moment: moment,
      platform: "Mobile", region: 3, status: "completed", lines: [line(1, of: random.pick(products))], payments: [])
    nextOrder += 1
    recordWhole(paid(stranger), .insert, at: moment)
    tally(.orphan, 3)
  }

  private func paid(_ order: Order) -> Order {
    var order = order
    order.payments = [wire(order.lines.reduce(0) { $0 + $1.net }, of: order)]
    return order
  }

  /// Rows no reader can take as they are. The zero date is put right a day later, the rest never.
  private mutating func writeRubbish(on day: Int) {
    let moment = moment(on: day)
    writeRubbishLine(at: moment)
    let order = paid(
      Order(
        number: nextOrder, customerID: buyer().id, moment: moment, platform: "Website", region: 1, status: "completed",
        lines: [line(1, of: random.pick(products))], payments: []))
    nextOrder += 1
    recordWhole(order, .insert, at: moment)
    if let written = changes.lastIndex(where: { $0.table == .orders }) { zeroDate(of: written, order) }
    if random.chance(400) {
      record(.payments, .insert, at: moment, [nil, order.id, "PayPal", "PayPal", "1", "12.00", "USD", "captured", nil])
      tally(.unusableValue)
    }
    guard random.chance(400) else { return }
    var values = values(customers[random.below(customers.count)], updated: moment)
    (values[0], values[8]) = (ShopRows.identifier("C", 870_000 + random.below(9_999)), "00-00-0000")
    record(.customers, .insert, at: moment, values)
    tally(.unusableValue)
  }

  private mutating func writeRubbishLine(at moment: Int) {
    let neighbour = orders[orders.count - 2].id
    var values = values(line(8, of: random.pick(products)), of: neighbour, updated: moment)
    let (column, text): (Int, String?) = random.pick([
      (0, nil), (3, "0"), (3, "-2"), (3, "two"), (4, "free"), (4, nil), (5, "1.5000"),
    ])
    values[column] = text
    record(.sales, .insert, at: moment, values)
    tally(.unusableValue)
  }

  private mutating func zeroDate(of index: Int, _ order: Order) {
    let change = changes[index]
    var values = change.values
    values[2] = "0000-00-00 00:00:00"
    changes[index] = Change(table: .orders, operation: .insert, commit: change.commit, values: values)
    tally(.unusableValue)
    let mended = change.commit + 1
    record(.orders, .update, at: mended, self.values(order, updated: mended), delay: 1)
  }
}
