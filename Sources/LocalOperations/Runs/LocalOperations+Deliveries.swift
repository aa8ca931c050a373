import Clocks
import Deliveries
import Foundation
import Ledger
import Metrics
import Operations
import Project

extension LocalOperations {
  /// What each source delivered and owes, judged as its table's freshness is.
  func deliveries(at now: Date) throws -> [SourceDelivery] {
    try project.sources.map { source in
      let totals = try journal.manifestTotals(of: source.name)
      let verdict = Freshness.judge(
        newest: totals.newestLoad, built: totals.files > 0,
        policy: project.freshness[source.table] ?? FreshnessPolicy(), now: now)
      var delivery = SourceDelivery(
        name: source.name, state: Self.state(verdict.state),
        reason: totals.files == 0 ? "nothing came yet" : verdict.reason)
      let newest = try journal.newestManifest(of: source.name)
      (delivery.lastFile, delivery.lastAt) = (newest?.name, totals.newestLoad)
      expect(source, now, &delivery)
      return delivery
    }
  }

  /// What lies there and what should. A folder that cannot be read is told beside what is known.
  private func expect(_ source: SourceDefinition, _ now: Date, _ delivery: inout SourceDelivery) {
    let day = project.timeZone.day(now)
    if let path = source.expectedPath(for: day) {
      let folder = project.folder + "/"
      delivery.expected = path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
      delivery.hasExpected = FileManager.default.fileExists(atPath: path)
    }
    do {
      delivery.waiting = try SourceOutlook(source: source, project: project, journal: journal).waiting().new
    } catch { delivery.trouble = "\(error)" }
  }

  private static func state(_ state: FreshnessState) -> SourceDelivery.State {
    switch state {
    case .pass: .fresh
    case .warn: .late
    case .error: .overdue
    case .unknown: .unknown
    }
  }
}
