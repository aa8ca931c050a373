extension Simulation {
  mutating func changeCatalogue(on day: Int) {
    for _ in 0..<random.within(3...6) { reprice(random.below(products.count), on: day) }
    guard isLogging else { return }
    for isLate in [false, true] {
      let product = Catalogue.product(products.count + 1, &random)
      products.append(product)
      let moment = day * ShopCalendar.secondsPerDay + random.below(3600)
      record(.products, .insert, at: moment, values(product, updated: moment), delay: isLate ? 1 : 0)
      if isLate { unannounced.insert(product.id) }
    }
  }

  private mutating func reprice(_ index: Int, on day: Int) {
    products[index].price = products[index].price * random.within(93...108) / 100
    if random.chance(60) { products[index].isActive.toggle() }
    let moment = moment(on: day)
    record(.products, .update, at: moment, values(products[index], updated: moment))
  }
}
