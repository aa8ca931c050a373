/// Lives through the shop's days one after the other and writes down what its database logs. The days before the first
/// drop leave no log, only what the full load then finds.
struct Simulation {
  /// Days of trade before the full load.
  static let historyDays = 42
  static let firstCustomers = 1400
  static let firstProducts = 168

  let days: Int
  /// Days after the last of them that the shop goes on.
  let further: Int
  let seed: UInt64
  let calendar: ShopCalendar
  var log: DeliveryLog
  var random: RandomStream

  var customers: [Customer] = []
  var products: [Product] = []
  /// Products whose row the source forgot to send in time.
  var unannounced: Set<String> = []
  var orders: [Order] = []
  /// Indices of orders still pending, and the day they are decided.
  var undecided: [(order: Int, day: Int)] = []
  var changes: [Change] = []
  var nextCustomer = 1
  var nextOrder = 1
  var isLogging = false

  init(seed: UInt64, days: Int, further: Int = 0, calendar: ShopCalendar) {
    self.seed = seed
    self.days = days
    self.further = further
    self.calendar = calendar
    log = DeliveryLog(days: days + further, calendar: calendar)
    random = RandomStream(seed: seed)
  }

  mutating func run() {
    open()
    for day in (-days - Self.historyDays)..<(-days) { live(day) }
    isLogging = true
    loadEverything(at: -days * ShopCalendar.secondsPerDay)
    log.close(drop: 0, &random)
    for day in (-days)..<further {
      live(day)
      log.close(drop: day + days + 1, &random)
    }
  }

  private mutating func open() {
    products = (1...Self.firstProducts).map { Catalogue.product($0, &random) }
    for _ in 0..<Self.firstCustomers { _ = signUp(day: -days - Self.historyDays - 1 - random.below(900)) }
  }

  private mutating func live(_ day: Int) {
    random = RandomStream(seed: seed, day: day + days + Self.historyDays)
    changeCatalogue(on: day)
    changeCustomers(on: day)
    takeOrders(on: day)
    decideOrders(on: day)
    takeReturns(on: day)
    if isLogging { misbehave(on: day) }
    log.write(changes, drop: day + days + 1, &random)
    changes.removeAll()
  }

  mutating func record(
    _ table: ShopTable, _ operation: Change.Operation, at commit: Int, _ values: [String?], delay: Int = 0
  ) {
    guard isLogging else { return }
    changes.append(Change(table: table, operation: operation, commit: commit, values: values, delay: delay))
  }

  /// Counts a fault that got into a file; the days before the full load have none.
  mutating func tally(_ fault: ShopFault, _ count: Int = 1) {
    if isLogging { log.tally.add(fault, count) }
  }

  /// A moment of the day in shop hours, most of them in the evening.
  mutating func moment(on day: Int) -> Int {
    let hour = random.weighted([2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 13, 13, 14, 13, 12, 12, 13, 15, 18, 20, 19, 14, 8, 4])
    return day * ShopCalendar.secondsPerDay + hour * 3600 + random.below(3600)
  }

  /// A later moment of the same day.
  mutating func later(than moment: Int) -> Int {
    let midnight = (moment.flooredDay + 1) * ShopCalendar.secondsPerDay
    let rest = midnight - moment - 1
    return rest < 2 ? moment : moment + 1 + random.below(rest - 1)
  }
}
