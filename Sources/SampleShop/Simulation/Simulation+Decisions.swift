extension Simulation {
  /// Pending orders are completed, cancelled, or fail, the same day or the next.
  mutating func decideOrders(on day: Int) {
    let due = undecided.filter { $0.day <= day }
    undecided.removeAll { $0.day <= day }
    for (index, _) in due {
      let moment =
        orders[index].dayOffset == day ? later(than: orders[index].moment) : self.moment(on: day)
      if isLogging && random.chance(60) { recordStaleImage(of: index, before: moment) }
      switch random.weighted([82, 12, 6]) {
      case 0: orders[index].become("completed", paymentStatus: "captured")
      case 1: orders[index].become("cancelled", paymentStatus: "failed")
      default: orders[index].become("failed", paymentStatus: "failed")
      }
      recordDecision(of: orders[index], at: moment)
    }
  }

  /// About three of a hundred completed orders come back within days.
  mutating func takeReturns(on day: Int) {
    let recent = orders.indices.suffix(3_000).filter {
      orders[$0].status == "completed" && (day - 8...day - 3).contains(orders[$0].dayOffset)
    }
    for index in recent where random.chance(5) {
      let moment = moment(on: day)
      orders[index].become("returned", paymentStatus: "refunded")
      recordDecision(of: orders[index], at: moment)
      tally(.lateUpdate)
    }
  }

  private mutating func recordDecision(of order: Order, at moment: Int) {
    record(.orders, .update, at: moment, values(order, updated: moment))
    for payment in order.payments { record(.payments, .update, at: moment, values(payment, of: order.id)) }
  }

  /// The row as it was shortly before it is decided, delivered a day after the decision.
  private mutating func recordStaleImage(of index: Int, before moment: Int) {
    let earlier = max(orders[index].moment, moment - 60 - random.below(1800))
    record(.orders, .update, at: earlier, values(orders[index], updated: earlier), delay: 1)
    tally(.lateOlderChange)
  }
}
