import Clocks

/// Makes the raw files of an online shop: one full load and a drop of changes for each day, with the faults that real
/// data has. The same seed, number of days and last day give the same bytes on every machine; another last day moves
/// the dates and changes nothing else.
///
/// The drop of a day is what a nightly export delivers at six in the morning: all that was committed on the day before.
/// So nothing in it is later than the moment it is read.
package struct ShopGenerator: Sendable {
  package let seed: UInt64
  package let days: Int
  /// The day of the last of them.
  package let until: CalendarDay
  /// Drops after it, as the shop goes on.
  package let further: Int
  package let tally: FaultTally
  private let deliveries: [[ShopFile]]

  /// - Parameters:
  ///   - seed: 42 makes the committed sample.
  ///   - days: number of daily drops, at least 1.
  ///   - further: how many days the shop goes on after `until`; the drops before are the same whatever it says.
  package init(seed: UInt64 = 42, days: Int = 14, until: CalendarDay, further: Int = 0) {
    precondition(days > 0, "a shop needs at least one drop")
    self.seed = seed
    self.days = days
    self.until = until
    self.further = further
    var simulation = Simulation(seed: seed, days: days, further: further, calendar: ShopCalendar(until: until))
    simulation.run()
    var tally = simulation.log.tally
    var deliveries: [[ShopFile]] = []
    for drop in 0...(days + further) {
      deliveries.append(Self.files(simulation.log, drop: drop, until: until.advanced(by: drop - days), &tally))
    }
    self.deliveries = deliveries
    self.tally = tally
  }

  /// The full load and every drop.
  package func files() -> [ShopFile] { deliveries.flatMap { $0 } }

  /// Everything as it stood before the first drop: `incoming/full/…`.
  package func fullLoad() -> [ShopFile] { deliveries[0] }

  /// What arrived on a day, counted from 1: `incoming/2026-11-08/…`.
  package func drop(day: Int) -> [ShopFile] { deliveries[day] }

  /// A day on which one table's file has not come (yet).
  package func drop(day: Int, without table: ShopTable) -> [ShopFile] { drop(day: day).filter { $0.table != table } }

  /// A day whose order file is spoilt; the other files are as in `drop(day:)`.
  package func brokenDrop(day: Int, fault: DropFault = .lostColumn) -> [ShopFile] {
    drop(day: day).map { $0.table == .orders ? $0.spoilt(by: fault) : $0 }
  }

  /// The date of a day's drop.
  package func date(ofDay day: Int) -> CalendarDay { until.advanced(by: day - days) }

  private static func files(
    _ log: DeliveryLog, drop: Int, until day: CalendarDay, _ tally: inout FaultTally
  ) -> [ShopFile] {
    let folder = drop == 0 ? "incoming/full" : "incoming/\(day)"
    return ShopTable.allCases.compactMap { table in
      guard let records = log.records(table, drop: drop) else { return nil }
      let hasCampaign = table == .orders && drop >= DeliveryCalendar.campaignDrop
      if hasCampaign { tally.add(.newColumn) }
      return ShopFile(
        path: "\(folder)/\(table.fileName)", table: table, bytes: text(table, records, hasCampaign: hasCampaign))
    }
  }

  private static func text(_ table: ShopTable, _ records: [String], hasCampaign: Bool) -> [UInt8] {
    var lines = records
    if table != .payments { lines.insert((RecordText.envelope + table.columns).joined(separator: ","), at: 0) }
    if hasCampaign {
      lines = lines.enumerated().map { $0.offset == 0 ? "\($0.element),campaign" : withCampaign($0.element) }
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// The campaign hangs on the change's number and its order, so that a record sent twice is the same twice.
  private static func withCampaign(_ record: String) -> String {
    let named = record.split(separator: ",", maxSplits: 4, omittingEmptySubsequences: false)[2...3].joined()
    let sum = named.utf8.reduce(UInt32(7)) { ($0 &* 31) &+ UInt32($1) }
    return record + "," + ["", "autumn", "", "newsletter", "autumn"][Int(sum % 5)]
  }
}

extension ShopFile {
  /// Order records hold no quotes, so a comma always parts two fields.
  fileprivate func spoilt(by fault: DropFault) -> ShopFile {
    let kept: [UInt8]
    switch fault {
    case .lostColumn:
      let lost = RecordText.envelope.count + (ShopTable.orders.columns.firstIndex(of: "status") ?? 0)
      let lines = bytes.split(separator: UInt8(ascii: "\n")).map { line in
        var fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        fields.remove(at: lost)
        return Array(fields.joined(separator: [UInt8(ascii: ",")]))
      }
      kept = Array(lines.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
    case .cutShort:
      let half = bytes.count / 2
      let comma = bytes[half...].firstIndex(of: UInt8(ascii: ",")) ?? half
      kept = Array(bytes[..<comma])
    }
    return ShopFile(path: path, table: table, bytes: kept)
  }
}
