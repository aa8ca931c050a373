extension Simulation {
  mutating func changeCustomers(on day: Int) {
    for _ in 0..<random.within(10...20) {
      let customer = signUp(day: day)
      let moment = moment(on: day)
      record(.customers, .insert, at: moment, values(customer, updated: moment))
    }
    for _ in 0..<random.within(8...14) { move(random.below(customers.count), on: day) }
    guard random.chance(600) else { return }
    let leaving = customers.remove(at: random.below(customers.count))
    let moment = moment(on: day)
    record(.customers, .delete, at: moment, values(leaving, updated: moment))
    tally(.deletedRow)
  }

  /// A new customer, who may have left out or misspelt what they were asked for.
  mutating func signUp(day: Int) -> Customer {
    let first = random.pick(People.firstNames)
    let last = random.pick(People.lastNames)
    let email = People.email(first, last, nextCustomer, &random)
    let customer = Customer(
      number: nextCustomer, firstName: random.chance(12) ? nil : first, lastName: last, email: typed(email),
      phone: random.chance(60) ? nil : People.phone(&random),
      address: random.chance(50) ? nil : People.address(&random),
      region: random.chance(15) ? nil : random.weighted(Place.weights), signupDay: day)
    nextCustomer += 1
    customers.append(customer)
    return customer
  }

  private mutating func typed(_ email: String) -> String? {
    if random.chance(40) { return nil }
    guard random.chance(45) else { return email }
    tally(.malformedEmail)
    return People.malformed(email, &random)
  }

  private mutating func move(_ index: Int, on day: Int) {
    customers[index].address = People.address(&random)
    if random.chance(300) { customers[index].region = random.weighted(Place.weights) }
    if random.chance(300) { customers[index].phone = People.phone(&random) }
    let moment = moment(on: day)
    record(.customers, .update, at: moment, values(customers[index], updated: moment))
  }

  /// Who buys: early customers more often than late ones, so that some are loyal and many are seen once.
  mutating func buyer() -> Customer {
    customers[min(random.below(customers.count), random.below(customers.count))]
  }
}
