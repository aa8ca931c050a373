import Clocks
import Interaction
import Operations
import Presentation
import Widgets
import Words

/// What is done with several runs that are marked.
struct BulkVerbs {
  private let runs: [ExecutionSummary]
  private let desk: Desk

  init(_ runs: [ExecutionSummary], _ desk: Desk) { (self.runs, self.desk) = (runs, desk) }

  private var named: String {
    runs.prefix(6).map(\.dayText).joined(separator: ", ") + (runs.count > 6 ? " and \(runs.count - 6) more" : "")
  }

  /// Their days once more, as a backfill: the oldest first, one at a time, never in the way of another run.
  var rerun: Effect<DashboardMessage> {
    let ids = runs.map(\.id)
    let deed = Deed(.start, else: "not started") { operations in
      let requests = try ids.map { try operations.running.rerunRequest(of: $0) }
      guard let first = requests.first, requests.allSatisfy({ Self.asksTheSame($0, first) }) else {
        throw OperationsError.refused("they are of different tables; run them one by one")
      }
      let days = Set(requests.compactMap(\.runDate)).sorted()
      let request = RunRequest(
        tables: first.tables, upstream: first.upstream, downstream: first.downstream, fullRefresh: first.fullRefresh)
      return "started \(try operations.backfilling.startBackfill(days, request, atOnce: 1))"
    }
    return ask(
      "Run \(FigureText.plural(runs.count, "day")) once more", "Run",
      [
        "Each with what it was asked, the oldest first, one at a time.",
        "It makes way for every other run. b shows how far it is, and takes back what waits.",
      ], deed)
  }

  private static func asksTheSame(_ a: RunRequest, _ b: RunRequest) -> Bool {
    (a.tables, a.upstream, a.downstream, a.fullRefresh) == (b.tables, b.upstream, b.downstream, b.fullRefresh)
  }

  /// Each goes on at what had not succeeded.
  var redrive: Effect<DashboardMessage> {
    let ids = runs.map(\.id)
    let deed = Deed(.start, else: "not all redriven") { operations in
      for id in ids.reversed() { try operations.running.redrive(execution: id) }
      return "goes on with \(ids.count) runs"
    }
    return ask(
      "Go on with \(FigureText.plural(runs.count, "run"))", "Redrive",
      [
        "Each by its own definitions and input, at the steps that had not succeeded; tables of several are built one after the other."
      ],
      deed)
  }

  private func ask(_ title: String, _ confirm: String, _ lines: [String], _ deed: Deed) -> Effect<DashboardMessage> {
    .open(
      ConfirmLayer(
        title: "\(title) in \(desk.identity.environment)?",
        lines: [Dialog.Line(named), ""] + lines.map { Dialog.Line($0) }, confirm: confirm, danger: .careful,
        wantedText: desk.identity.isProtected ? desk.identity.environment : nil,
        message: DashboardMessage(.act(deed))))
  }
}
