import Foundation
import Metrics
import Operations
import Rows

/// What every provider must hold to, whatever it reads from. A suite of a provider sets one up with at least one ended
/// execution that has steps, and expects no broken promise:
///
///     #expect(try OperationsConformance(operations, before: created).broken() == [])
///
/// No suite of its own, so that it needs no testing library: it gives sentences.
package struct OperationsConformance {
  let provider: any EnvironmentReading
  /// A moment when nothing had happened yet.
  private let before: Date

  package init(_ provider: any EnvironmentReading, before: Date) { (self.provider, self.before) = (provider, before) }

  /// Every promise that was broken, each in one sentence.
  package func broken() throws -> [String] {
    try parts() + token() + executions() + pages() + past() + unknowns() + catalogue() + metrics() + checks()
  }

  // MARK: parts

  /// A part is there or is missing with its own capability; nothing else.
  private func parts() -> [String] {
    Capability.allCases.compactMap { capability in
      let absence = capability.absence(in: provider)
      if case .missing(let named, _)? = absence, named != capability { return "\(capability) is missing as \(named)" }
      do {
        try Self.reach(capability, of: provider)
        return absence == nil ? nil : "\(capability) is missing and can be had"
      } catch {
        return error as? OperationsError == absence ? nil : "\(capability): \(error), and not its absence"
      }
    }
  }

  /// Asks a provider for one of its parts.
  package static func reach(_ capability: Capability, of provider: some EnvironmentReading) throws {
    switch capability {
    case .status: _ = try provider.watching
    case .runs: _ = try provider.running
    case .quality: _ = try provider.judging
    case .gold: _ = try provider.reporting
    case .metrics: _ = try provider.metering
    case .alarms: _ = try provider.alarming
    case .schedules: _ = try provider.scheduling
    case .causes: _ = try provider.explaining
    case .handOver: _ = try provider.handingOver
    case .backfills: _ = try provider.backfilling
    case .catalogue: _ = try provider.catalogue
    case .query: _ = try provider.querying
    case .bookmarks: _ = try provider.bookmarking
    case .sources: _ = try provider.sourcing
    case .warehouse: _ = try provider.warehousing
    case .lake: _ = try provider.lake
    case .checks: _ = try provider.checking
    }
  }

  private func token() throws -> [String] {
    try provider.changeToken() == provider.changeToken() ? [] : ["the token changes though nothing does"]
  }

  // MARK: executions

  private func executions() throws -> [String] {
    let running = try provider.running
    let all = try running.executions(ExecutionQuery(limit: 100))
    guard let newest = all.first else { return ["there is no execution to ask about"] }
    var broken: [String] = []
    if all != all.sorted(by: { $0.startedAt > $1.startedAt }) { broken.append("executions are not newest first") }
    if try running.executions(ExecutionQuery(limit: 1)) != [newest] { broken.append("a limit of 1 gives another") }
    if try running.executions(ExecutionQuery(limit: 100, before: newest.id)) != Array(all.dropFirst()) {
      broken.append("the next page is not what follows")
    }
    let detail = try running.execution(newest.id)
    if detail.summary.id != newest.id { broken.append("an execution is another than was asked for") }
    if detail.steps.isEmpty { broken.append("the newest execution has no steps to ask about") }
    let map = try running.map(of: newest.id)
    let known = Set(map.allNodes.map(\.name))
    if !detail.steps.allSatisfy({ known.contains($0.name) }) { broken.append("a step is not on the map") }
    let history = try running.history(HistoryQuery(execution: newest.id))
    if history.map(\.id) != history.map(\.id).sorted() { broken.append("the history is not in order") }
    if let first = history.first,
      try running.history(HistoryQuery(execution: newest.id, after: first.id)) != Array(history.dropFirst())
    {
      broken.append("the history's next page is not what follows")
    }
    if let other = all.first(where: { $0.status != newest.status })?.status,
      try running.executions(ExecutionQuery(status: other, limit: 100)).contains(where: { $0.status != other })
    {
      broken.append("a status gives executions of another")
    }
    return broken + (try asOf(newest, running))
  }

  /// Before it began, while it ran, and after.
  private func asOf(_ newest: ExecutionSummary, _ running: any RunReading) throws -> [String] {
    var broken: [String] = []
    let earlier = newest.startedAt.addingTimeInterval(-0.001)
    let known = try running.executions(ExecutionQuery(limit: 100), asOf: earlier)
    if known.contains(where: { $0.startedAt > earlier }) { broken.append("executions are told before they began") }
    if (try? running.execution(newest.id, asOf: earlier)) != nil {
      broken.append("an execution is shown before it began")
    }
    if let ended = newest.endedAt, ended > newest.startedAt {
      let then = try running.execution(newest.id, asOf: newest.startedAt)
      if then.summary.status != .running { broken.append("an execution has ended before it did") }
      if then.summary.endedAt != nil || then.summary.cause != nil { broken.append("its end is told before it came") }
      if then.steps.contains(where: { ($0.endedAt ?? .distantPast) > newest.startedAt }) {
        broken.append("a step has ended before it did")
      }
    }
    if try running.executions(ExecutionQuery(limit: 100), asOf: .distantFuture)
      != running.executions(ExecutionQuery(limit: 100))
    {
      broken.append("a moment that has not come yet is not now")
    }
    let lines = try running.logs(LogQuery(execution: newest.id), asOf: newest.startedAt)
    if lines.contains(where: { $0.at > newest.startedAt }) { broken.append("lines are told before they were written") }
    return broken
  }

  // MARK: the past

  /// Each read answers for a moment before everything with nothing of today, or says that it cannot.
  private func past() throws -> [String] {
    var broken: [String] = []
    func ask(_ name: String, _ read: () throws -> Bool) throws {
      do {
        if try !read() { broken.append("\(name) tells of today as of a moment before") }
      } catch OperationsError.notAvailable(let moment, _) where moment == before {
        return
      } catch OperationsError.missing {
        return
      }
    }
    try ask("status") { try provider.watching.status(asOf: before).at <= before }
    try ask("executions") { try provider.running.executions(ExecutionQuery(), asOf: before).isEmpty }
    try ask("backfills") { try provider.backfilling.backfills(asOf: before).isEmpty }
    try ask("hand-over") {
      try provider.handingOver.handOver(since: before.addingTimeInterval(-60), asOf: before).happenings.isEmpty
    }
    try ask("quality") {
      try provider.judging.quality(asOf: before).allSatisfy { $0.score == nil && $0.checkedAt == nil }
    }
    try ask("dashboards") { try provider.reporting.dashboards(asOf: before).isEmpty }
    try ask("report") {
      let reporting = try provider.reporting
      return try reporting.dashboards().isEmpty
        || reporting.report(dashboard: nil, range: nil, asOf: before).at <= before
    }
    try ask("metrics") { try provider.metering.metrics(asOf: before).allSatisfy { ($0.newestAt ?? before) <= before } }
    try ask("metrics by their names") { try provider.metering.metrics(of: MetricChoice(), asOf: before).isEmpty }
    try ask("a metric's values") {
      try provider.metering.metrics(of: MetricChoice(), asOf: nil).allSatisfy { metric in
        try provider.metering.metricSamples(
          of: metric, over: .distantPast..<Date.distantFuture, limit: 9, asOf: before
        ).isEmpty
      }
    }
    try ask("alarms' history") { try provider.alarming.alarmHistory(of: nil, limit: 9, asOf: before).isEmpty }
    try ask("alarms") { try provider.alarming.alarms(asOf: before).allSatisfy { $0.since <= before } }
    try ask("schedules") { try provider.scheduling.schedules(asOf: before).asOf <= before }
    try ask("fires") { try provider.scheduling.scheduleFires(of: nil, before: nil, limit: 9, asOf: before).isEmpty }
    try ask("tables") { try provider.catalogue.tables(asOf: before).allSatisfy { $0.version == nil } }
    try ask("bookmarks") { try provider.bookmarking.bookmarks(asOf: before).isEmpty }
    try ask("sources") { try provider.sourcing.sources(asOf: before).allSatisfy { $0.files == 0 } }
    try ask("warehouse") { try provider.warehousing.warehouse(nil, asOf: before).rows.isEmpty }
    try ask("problems") { try provider.checking.problems(asOf: before).isEmpty }
    try ask("findings") { try provider.checking.findings(asOf: before).isEmpty }
    try ask("rows") {
      var rows = FirstRows(1)
      try provider.querying.rows(.select("select 1"), asOf: before, to: &rows)
      return rows.total == 0
    }
    return broken
  }

  private func unknowns() -> [String] {
    let asked: [(String, () throws -> Void)] = [
      ("an execution", { _ = try provider.running.execution("no-such-execution") }),
      ("a table", { _ = try provider.judging.quality(table: "silver.no_such_table", rowLimit: 1) }),
      ("a table of the catalogue", { _ = try provider.catalogue.table("silver.no_such_table") }),
      ("a table's history", { _ = try provider.catalogue.tableHistory("silver.no_such_table", limit: 1) }),
      ("a table's bookmark", { _ = try provider.bookmarking.bookmarkReset(of: "silver.no_such_table") }),
      (
        "a source's file",
        {
          let name = GivenFileName("no-such-file.csv", path: "/no-such-file.csv")
          _ = try provider.sourcing.files([name], of: nil, for: .withdraw)
        }
      ),
      (
        "a table's rows",
        {
          var rows = FirstRows(1)
          let question = RowsQuestion.table("silver.no_such_table", at: .newest, limit: 1)
          try provider.querying.rows(question, asOf: nil, to: &rows)
        }
      ),
      ("what may be asked why", { _ = try provider.explaining.subject(named: "no-such-thing") }),
      ("a table by a person's name", { _ = try provider.running.tables(named: ["no_such_table"]) }),
      ("a warehouse's script", { _ = try provider.warehousing.statements(of: ScriptCall("no-such-script")) }),
      ("an alarm", { _ = try provider.alarming.alarmDefinition("no-such-alarm") }),
      ("an alarm's history", { _ = try provider.alarming.alarmHistory(of: "no-such-alarm", limit: 1, asOf: nil) }),
      ("a dashboard", { _ = try provider.reporting.report(dashboard: "no_such_dashboard", range: nil) }),
    ]
    return asked.compactMap { name, ask in
      do {
        try ask()
        return "\(name) that is not there has an answer"
      } catch OperationsError.notFound {
        return nil
      } catch OperationsError.missing {
        return nil
      } catch {
        return "\(name) that is not there: \(error)"
      }
    }
  }

  // MARK: checks

  /// What opens can be checked, and looking changes nothing.
  private func checks() throws -> [String] {
    if Capability.checks.absence(in: provider) != nil { return [] }
    let checking = try provider.checking
    let token = try provider.changeToken()
    let problems = try checking.problems()
    let findings = try checking.findings()
    var broken: [String] = []
    if problems != Set(problems).sorted() { broken.append("problems are not in order, or told twice") }
    if problems.contains(where: { $0.file.isEmpty || $0.file.hasPrefix("/") || $0.line < 1 || $0.message.isEmpty }) {
      broken.append("a problem does not say where it is, or what")
    }
    if findings.isEmpty { broken.append("nothing was looked at") }
    if findings.contains(where: { $0.subject.isEmpty || $0.text.isEmpty }) { broken.append("a finding says nothing") }
    if try checking.problems() != problems { broken.append("checked again the problems are others") }
    if try provider.changeToken() != token { broken.append("checking changes something") }
    return broken
  }

  // MARK: metrics

  private func metrics() throws -> [String] {
    if Capability.metrics.absence(in: provider) != nil { return [] }
    let metering = try provider.metering
    let all = try metering.metrics(of: MetricChoice(), asOf: nil)
    var broken: [String] = []
    if Set(all).count != all.count { broken.append("a metric is named twice") }
    if try Set(metering.metrics().map(\.key)) != Set(all) { broken.append("the metrics are others when browsed") }
    for metric in all {
      let choice = MetricChoice(
        namespace: metric.metric.namespace, name: metric.metric.name, dimensions: metric.metric.dimensions)
      let named = try metering.metrics(of: choice, asOf: nil)
      if !named.contains(metric) { broken.append("\(metric.metric.name) is not found by its name") }
      if !Set(named).isSubset(of: all) { broken.append("\(metric.metric.name) by its name is one that there is not") }
      let samples = try metering.metricSamples(
        of: metric, over: .distantPast..<Date.distantFuture, limit: 2, asOf: nil)
      if samples.count > 2 { broken.append("\(metric.metric.name) has more values than were asked for") }
      if samples.map(\.at) != samples.map(\.at).sorted() { broken.append("values are not oldest first") }
    }
    return broken
  }

  // MARK: the catalogue

  private func catalogue() throws -> [String] {
    if Capability.catalogue.absence(in: provider) != nil { return [] }
    let catalogue = try provider.catalogue
    let entries = try catalogue.tables()
    var broken: [String] = []
    if Set(entries.map(\.name)).count != entries.count { broken.append("the catalogue names a table twice") }
    for entry in entries {
      if try catalogue.table(entry.name).entry != entry { broken.append("\(entry.name) is another seen closely") }
      let times: [Date]
      switch try catalogue.tableHistory(entry.name, limit: 2) {
      case .versions(let versions): times = versions.map(\.committedAt)
      case .files(let files): times = files.map(\.ingestedAt)
      }
      if times.count > 2 { broken.append("the history of \(entry.name) is longer than was asked for") }
      if times != times.sorted(by: >) { broken.append("the history of \(entry.name) is not newest first") }
    }
    return broken
  }
}
