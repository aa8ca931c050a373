/// Sorts changes into deliveries and writes them as records. Delivery 0 is the full load, 1 is the first day's drop.
struct DeliveryLog {
  let days: Int
  let calendar: ShopCalendar
  var tally = FaultTally()
  private var sequence = 0
  private var records: [[ShopTable: [String]]]
  private var late: [[ShopTable: [String]]]

  init(days: Int, calendar: ShopCalendar) {
    self.days = days
    self.calendar = calendar
    records = Array(repeating: [:], count: days + 1)
    late = records
  }

  func records(_ table: ShopTable, drop: Int) -> [String]? { records[drop][table] }

  /// A day's changes in the order of their commits; equal moments keep the order they were made in.
  mutating func write(_ changes: [Change], drop: Int, _ random: inout RandomStream) {
    guard drop >= 0 else { return }
    let ordered = changes.enumerated().sorted { ($0.element.commit, $0.offset) < ($1.element.commit, $1.offset) }
    for (_, change) in ordered {
      sequence += 1
      let text = record(change, &random)
      if change.delay == 0 {
        records[drop][change.table, default: []].append(text)
      } else if drop + change.delay <= days {
        late[drop + change.delay][change.table, default: []].append(text)
      }
    }
  }

  /// Ends a delivery: what was late comes last, some of the day before comes again, some of the day comes twice.
  mutating func close(drop: Int, _ random: inout RandomStream) {
    guard drop > 0 else { return }
    for table in ShopTable.allCases where table != .regions {
      var all = (records[drop][table] ?? []) + (late[drop][table] ?? [])
      for source in [all, records[drop - 1][table] ?? []] where !source.isEmpty {
        for _ in 0..<min(14, 1 + source.count / 60) {
          all.append(random.pick(source))
          tally.add(.resentRow)
        }
      }
      records[drop][table] = all
    }
    if drop == DeliveryCalendar.raggedDrop { damageRecords(drop: drop) }
  }

  private mutating func record(_ change: Change, _ random: inout RandomStream) -> String {
    let envelope = [change.operation.rawValue, calendar.plain(change.commit), String(sequence)]
    if change.table == .payments {
      tally.add(.foreignDateFormat)
      let values = change.values.map { $0 ?? nullInJSON(&random) }
      return RecordText.json(RecordText.envelope + change.table.columns, envelope.map { $0 } + values)
    }
    if change.table == .customers || change.table == .products { tally.add(.foreignDateFormat) }
    return RecordText.csv(envelope + change.values.map { $0 ?? nullInCSV(&random) })
  }

  private mutating func nullInCSV(_ random: inout RandomStream) -> String {
    tally.add(.nullToken)
    return random.pick(["", "", "NULL", "N/A"])
  }

  private mutating func nullInJSON(_ random: inout RandomStream) -> String? {
    tally.add(.nullToken)
    return random.chance(500) ? nil : "N/A"
  }

  /// Three order lines arrive unreadable; the source notices and sends them again with the next drop.
  private mutating func damageRecords(drop: Int) {
    guard var lines = records[drop][.sales] else { return }
    var damaged = 0
    for index in lines.indices where damaged < 3 && index % 150 >= 40 {
      guard let broken = damage(lines[index], kind: damaged) else { continue }
      if drop < days { late[drop + 1][.sales, default: []].append(lines[index]) }
      lines[index] = broken
      damaged += 1
      tally.add(.malformedRecord)
    }
    records[drop][.sales] = lines
  }

  /// The ways a hand-made export breaks: quotes left out around a comma, text after a quote, a record cut off.
  private func damage(_ line: String, kind: Int) -> String? {
    switch kind {
    case 0:
      let hasThousands = line.split(separator: ",").count > ShopTable.sales.columns.count + 3
      return hasThousands ? line.filter { $0 != "\"" } : line + ",,"
    case 1:
      guard let quote = line.lastIndex(of: "\"") else { return nil }
      return line[...quote] + " USD" + line[line.index(after: quote)...]
    default: return line.split(separator: ",").prefix(6).joined(separator: ",")
    }
  }
}
