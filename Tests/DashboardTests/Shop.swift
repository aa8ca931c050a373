import Clocks
import Foundation
import Operations
import OperationsSupport
import Words

/// The sample shop's world on a morning whose run failed in Gold, as values.
enum Shop {
  static let now = Timestamp.parse("2026-11-21T06:42:00Z") ?? .distantPast
  static let today = CalendarDay(year: 2026, month: 11, day: 21)

  static func ago(_ seconds: Double) -> Date { now.addingTimeInterval(-seconds) }

  static func identity(_ environment: String = "dev", protected: Bool = false) -> EnvironmentIdentity {
    EnvironmentIdentity(
      project: "shop", environment: environment, isProtected: protected, engine: "DuckDB 1.5.5",
      account: "this machine")
  }

  /// The run of today failed at the fact table; everything behind it was skipped.
  static func failedDay(_ identity: EnvironmentIdentity = identity()) -> FakeOperations.World {
    let execution = failedExecution
    var status = StatusReport(identity: identity, at: now, layers: layers(failed: true))
    status.lastExecution = execution.summary
    status.lastFailed = execution.summary
    status.recentCounts = ["FAILED": 1, "SUCCEEDED": 1]
    var world = FakeOperations.World(status: status, plan: plan(protected: identity.isProtected))
    world.executions = [execution.summary] + olderExecutions(40)
    world.details = [execution.summary.id: execution]
    world.logs = log
    (world.quality, world.qualityDetails) = (quality, Dictionary(quality.map { ($0.table, detail($0)) }) { $1 })
    world.dashboards = [executive, DashboardSummary(name: "returns", title: "Returns", description: nil)]
    world.reports = [report(state: .failed), returns]
    world.onStart = { world, request in startRun(&world, request) }
    return world
  }

  /// Everything ran well.
  static func goodDay(_ identity: EnvironmentIdentity = identity()) -> FakeOperations.World {
    var world = failedDay(identity)
    var run = summary("20261121-061002-7kq2", .succeeded, day: today, startedAgo: 1918, seconds: 124.6)
    run.stepsDone = 30
    world.status = StatusReport(identity: identity, at: now, layers: layers(failed: false))
    world.status.lastExecution = run
    world.executions = [run] + olderExecutions(40)
    world.details = [run.id: ExecutionDetail(summary: run, steps: failedExecution.steps)]
    world.reports = [report(state: .ok), returns]
    return world
  }

  /// A project nobody has run yet.
  static func empty() -> FakeOperations.World {
    let layers = ["bronze", "silver", "gold"].map { layer in
      LayerStatus(
        name: layer,
        tables: [TableStatus(name: "\(layer).orders", layer: layer, state: .unknown, reason: "never built")])
    }
    var world = FakeOperations.World(
      status: StatusReport(identity: identity(), at: now, layers: layers), plan: plan(protected: false))
    world.failures["report"] = .notFound("the project has no dashboard; add dashboards/NAME.yml")
    return world
  }

  // MARK: layers

  static let bronzeNames = ["customers", "orders", "payments", "products", "regions", "sales"]
  static let goldNames = [
    "category_daily", "customer_ltv", "customer_segments", "dim_customers", "dim_date", "dim_payments", "dim_products",
    "dim_region", "fact_sales", "latest_snapshot", "lineage", "revenue_by_brand", "sales_by_day", "sales_daily",
    "sales_distribution", "sales_monthly", "sales_weekly", "top_products",
  ]
  static let behindFact = [
    "category_daily", "customer_ltv", "customer_segments", "revenue_by_brand", "sales_by_day", "sales_daily",
    "sales_distribution", "sales_monthly", "sales_weekly", "top_products",
  ]

  static let cause =
    "rule RowCount between 1 and 40000 failed: 41,208 rows; the gate of gold.fact_sales is stop, so version 12 was kept"

  static func layers(failed: Bool) -> [LayerStatus] {
    [
      LayerStatus(name: "bronze", tables: bronzeNames.enumerated().map { bronze($1, $0) }),
      LayerStatus(name: "silver", tables: bronzeNames.enumerated().map { silver($1, $0) }),
      LayerStatus(name: "gold", tables: goldNames.enumerated().map { gold($1, $0, failed: failed) }),
    ]
  }

  private static func bronze(_ name: String, _ rank: Int) -> TableStatus {
    var table = TableStatus(name: "bronze.\(name)", layer: "bronze", state: .ok)
    fill(&table, rank, age: 1900, read: 8_214 * Int64(rank + 1), rejected: rank == 1 ? 12 : 0)
    if name == "regions" { (table.warnAfterSeconds, table.errorAfterSeconds) = (nil, nil) }
    return table
  }

  private static func silver(_ name: String, _ rank: Int) -> TableStatus {
    var table = TableStatus(name: "silver.\(name)", layer: "silver", state: .ok)
    fill(&table, rank, age: 1860, read: 8_202 * Int64(rank + 1), rejected: rank == 1 ? 37 : 0)
    return table
  }

  private static func gold(_ name: String, _ rank: Int, failed: Bool) -> TableStatus {
    var table = TableStatus(name: "gold.\(name)", layer: "gold", state: .ok)
    fill(
      &table, rank, age: failed && behindFact.contains(name) ? 88_320 : 1840, read: 6_100 + Int64(rank) * 77,
      rejected: 0)
    guard failed else { return table }
    if name == "fact_sales" { (table.state, table.reason) = (.failed, cause) }
    if behindFact.contains(name) { (table.state, table.reason) = (.late, "gold.fact_sales failed before it") }
    return table
  }

  private static func fill(_ table: inout TableStatus, _ rank: Int, age: Int64, read: Int64, rejected: Int64) {
    table.ageSeconds = age
    table.lastLoadedAt = ago(Double(age))
    table.newestEvent = ago(24_300)
    (table.warnAfterSeconds, table.errorAfterSeconds) = (93_600, 180_000)
    table.rows = read * 14
    table.rejectedRows = rejected
    table.version = 12 + Int64(rank % 2)
    table.score = 1
    var flow = RowFlow()
    (flow.read, flow.inserted, flow.updated, flow.rejected) = (read, read - rejected - 40, 40, rejected)
    table.lastCounts = flow
  }

  // MARK: executions

  static func summary(
    _ id: String, _ status: ExecutionStatus, day: CalendarDay, startedAgo: Double, seconds: Double?,
    trigger: ExecutionTrigger = .schedule("")
  ) -> ExecutionSummary {
    var run = ExecutionSummary(id: id, pipeline: "shop", status: status, trigger: trigger, startedAt: ago(startedAgo))
    run.runDate = day
    run.endedAt = seconds.map { run.startedAt.addingTimeInterval($0) }
    (run.stepsTotal, run.stepsDone) = (30, 30)
    return run
  }

  static var failedExecution: ExecutionDetail {
    var run = summary("20261121-061002-7kq2", .failed, day: today, startedAgo: 1918, seconds: 84.2)
    run.error = "QualityGate"
    run.cause = "gold.fact_sales: " + cause
    (run.stepsFailed, run.stepsDone) = (1, 20)
    return ExecutionDetail(summary: run, steps: steps(run.startedAt))
  }

  static func olderExecutions(_ count: Int) -> [ExecutionSummary] {
    (1...count).map { index in
      let day = today.advanced(by: -index)
      let compact = day.description.filter { $0 != "-" }
      var run = summary(
        "\(compact)-0610\(String(index + 10).suffix(2))-\(["a1xz", "m9pp", "3fd0"][index % 3])",
        index % 9 == 4 ? .failed : index % 13 == 7 ? .aborted : .succeeded, day: day,
        startedAgo: Double(index) * 86_400 + 1900, seconds: 95 + Double(index % 7) * 11.5,
        trigger: index % 5 == 3 ? .manual : .schedule(""))
      if run.status == .failed {
        (run.error, run.cause, run.stepsFailed) = (
          "SourceMissing", "the file for \(day) of payments has not arrived", 1
        )
      }
      return run
    }
  }

  private static func steps(_ start: Date) -> [StepSummary] {
    var clock = 0.4
    let ingest = bronzeNames.map { step("bronze.\($0)", .ingest, start, 0.3, 1.4 + Double($0.count) / 9) }
    clock = 3.2
    let silver = bronzeNames.enumerated().map { rank, name -> StepSummary in
      defer { clock += 2.1 }
      return step("silver.\(name)", .build, start, clock, 4.8 + Double(rank))
    }
    let gold = goldNames.enumerated().map { rank, name -> StepSummary in
      if behindFact.contains(name) { return skipped("gold.\(name)") }
      clock += 2.6
      return step(
        "gold.\(name)", .build, start, clock + 8, name == "fact_sales" ? 38.2 : 2.4, failed: name == "fact_sales")
    }
    return ingest + silver + gold
  }

  private static func step(
    _ name: String, _ kind: StepKind, _ start: Date, _ offset: Double, _ seconds: Double, failed: Bool = false
  ) -> StepSummary {
    var step = StepSummary(name: name, kind: kind, status: failed ? .failed : .succeeded)
    step.startedAt = start.addingTimeInterval(offset)
    step.endedAt = start.addingTimeInterval(offset + seconds)
    let rows = Int64(name.count) * 1_307
    (step.flow.read, step.flow.inserted, step.flow.updated, step.flow.superseded) = (rows, rows - 231, 150, 44)
    step.flow.rejected = rows - step.flow.inserted - step.flow.updated - step.flow.superseded
    step.bytesWritten = rows * 61
    step.duplicates = 44
    (step.versionBefore, step.versionAfter) = (11, failed ? nil : 12)
    if kind == .build { step.score = failed ? 0.9 : 1 }
    if failed {
      (step.error, step.cause, step.rulesFailed) = ("QualityGate", cause, 1)
      step.dependsOn = ["silver.sales", "silver.orders", "gold.dim_products"]
    }
    return step
  }

  private static func skipped(_ name: String) -> StepSummary {
    var step = StepSummary(name: name, kind: .build, status: .skipped)
    step.message = "gold.fact_sales failed before it"
    step.dependsOn = ["gold.fact_sales"]
    return step
  }

  /// What the worker does when a rerun starts.
  static func startRun(_ world: inout FakeOperations.World, _ request: RunRequest) -> String {
    let id = "20261121-064200-new1"
    var run = summary(id, .running, day: today, startedAgo: 0, seconds: nil, trigger: request.trigger)
    (run.rerunOf, run.stepsDone) = (request.rerunOf, 3)
    var steps = [step("silver.orders", .build, run.startedAt, 0, 3)]
    var fact = StepSummary(name: "gold.fact_sales", kind: .build, status: .running)
    (fact.startedAt, fact.progress) = (run.startedAt, 0.4)
    steps.append(fact)
    world.executions.insert(run, at: 0)
    world.details[id] = ExecutionDetail(summary: run, steps: steps)
    world.status.running = [run]
    world.status.lastExecution = run
    return id
  }

  static let log: [LogLine] = {
    let texts: [(LogLevel, String?, String)] = [
      (.info, nil, "run 20261121-061002-7kq2 starts: 30 steps for 2026-11-21"),
      (.info, "bronze.orders", "incoming/2026-11-21/orders.csv: 16,428 records, 12 rejected"),
      (.warning, "bronze.orders", "record 811: 9 fields where 8 are expected"),
      (.debug, "silver.orders", "bookmark 2026-11-20T06:10:04Z"),
      (.info, "silver.orders", "version 12 written: 16,154 inserted, 40 updated, 37 to quarantine"),
      (.info, "gold.dim_products", "version 13 written: 1,204 rows"),
      (.error, "gold.fact_sales", cause), (.info, nil, "10 steps skipped behind gold.fact_sales"),
      (.error, nil, "the run FAILED after 1 min 24 s"),
    ]
    return (0..<90).map { index in
      let (level, step, text) =
        index < 81 ? (.info, "silver.sales", "block \(index + 1) of 81 read") : texts[index - 81]
      return LogLine(id: Int64(index + 1), at: ago(1918 - Double(index) * 0.9), level: level, step: step, message: text)
    }
  }()

  static func plan(protected: Bool) -> RunPlan {
    var steps = [
      "fact_sales", "category_daily", "customer_ltv", "sales_daily", "sales_weekly", "top_products", "revenue_by_brand",
    ].map {
      PlannedStep(
        name: "gold.\($0)", kind: .build, dependsOn: [], reason: "its inputs moved since it was built",
        willChange: true)
    }
    for index in steps.indices {
      steps[index].version = 12
      steps[index].rules = 6
    }
    steps += bronzeNames.map {
      PlannedStep(name: "bronze.\($0)", kind: .ingest, dependsOn: [], reason: "no new file", willChange: false)
    }
    var plan = RunPlan(request: RunRequest(), steps: steps, dashboards: ["executive"], isProtected: protected)
    plan.expectedSeconds = 42.4
    return plan
  }
}
