extension Simulation {
  /// Every row as it stands, all with the moment of the load.
  mutating func loadEverything(at moment: Int) {
    for (index, place) in Place.all.enumerated() {
      let city = random.chance(120) ? " \(place.city) " : place.city
      record(
        .regions, .insert, at: moment,
        [Place.id(index), city, place.state, place.country, place.continent, place.market])
    }
    for product in products { record(.products, .insert, at: moment, values(product, updated: moment)) }
    for customer in customers { record(.customers, .insert, at: moment, values(customer, updated: moment)) }
    for order in orders { recordWhole(order, .insert, at: moment) }
    log.write(changes, drop: 0, &random)
    changes.removeAll()
  }

  /// An order with its lines and payments, as one transaction.
  mutating func recordWhole(_ order: Order, _ operation: Change.Operation, at moment: Int) {
    record(.orders, operation, at: moment, values(order, updated: moment))
    for line in order.lines { record(.sales, operation, at: moment, values(line, of: order.id, updated: moment)) }
    for payment in order.payments { record(.payments, operation, at: moment, values(payment, of: order.id)) }
  }
}
