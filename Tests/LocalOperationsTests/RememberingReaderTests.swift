import Clocks
import Foundation
import Operations
import PipelineSupport
import Synchronization
import TestSupport
import Testing

@testable import LocalOperations

@Suite struct RememberingReaderTests {
  /// Counts what it is asked, and answers as an engine would.
  private final class Counting: LakeReader {
    let asked = Mutex<[LakeQuestion]>([])
    let fails: Bool
    init(fails: Bool = false) { self.fails = fails }

    func answer(_ question: LakeQuestion, while isWanted: @Sendable () -> Bool) throws(OperationsError) -> LakeAnswer {
      asked.withLock { $0.append(question) }
      switch question {
      case .figures(let name, let range, _):
        let day = CalendarDay(daysSince1970: 20_000)
        let tile = ReportTile(id: "a", title: "A", unit: nil, width: 1, content: fails ? .failed("x") : .bars([]))
        return .figures(
          DashboardFigures(
            dashboard: name ?? "first", range: range ?? DayRange(from: day, to: day), tiles: [tile],
            tables: ["silver.orders"]))
      case .rows: return .rows(TableRows(failing: RowPage(), quarantine: RowPage()))
      case .plan(let request): return .plan(RunPlan(request: request, steps: [], dashboards: [], isProtected: false))
      case .tables, .table: return .tables([])
      case .history: return .history(.versions([]))
      }
    }
    var count: Int { asked.withLock { $0.count } }
  }

  private static let figures = LakeQuestion.figures(dashboard: "first", range: nil)
  private static let rows = LakeQuestion.rows(table: "silver.orders", limit: 10)

  private func shop() throws -> Pipeline {
    try Pipeline([
      "project.yml": """
      name: little
      default_environment: dev
      environments:
        dev: {lake: lake/dev}
      sources:
        orders:
          path: incoming/*/orders.csv
          format: csv
      """,
      "models/silver/orders.sql": """
      /*---
      materialized: table
      ---*/
      select order_id from bronze.orders
      """,
      "models/gold/other.sql": """
      /*---
      materialized: table
      ---*/
      select 1 as one
      """,
      "incoming/d1/orders.csv": "order_id\na\n",
    ])
  }

  private func remembering(_ shop: Pipeline, _ counting: Counting) throws -> RememberingReader {
    RememberingReader(
      CurrentEnvironment(
        try LocalEnvironment(
          folder: shop.folder.path, environment: nil, variables: ProcessInfo.processInfo.environment,
          clock: FixedClock(shop.now))), asking: counting)
  }

  private func ask(_ reader: RememberingReader, _ question: LakeQuestion) throws {
    _ = try reader.answer(question, while: { true })
  }

  @Test("asks once while the tables stay, and again when one of them moved", arguments: [figures, rows])
  func moved(question: LakeQuestion) throws {
    let (shop, counting) = (try shop(), Counting())
    try shop.run()
    let reader = try remembering(shop, counting)
    for _ in 1...3 { try ask(reader, question) }
    #expect(counting.count == 1)
    try shop.folder.write("order_id\nb\n", to: "incoming/d2/orders.csv")
    try shop.run()
    for _ in 1...3 { try ask(reader, question) }
    #expect(counting.count == 2)
  }

  @Test("a run that moved other tables only is no reason to ask again")
  func others() throws {
    let (shop, counting) = (try shop(), Counting())
    try shop.run(["bronze.orders", "silver.orders"])
    let reader = try remembering(shop, counting)
    try ask(reader, Self.figures)
    try shop.run(["gold.other"])
    try ask(reader, Self.figures)
    #expect(counting.count == 1)
  }

  @Test("a table that another program wrote to has moved")
  func otherWriters() throws {
    let (shop, counting) = (try shop(), Counting())
    try shop.run()
    let reader = try remembering(shop, counting)
    try ask(reader, Self.figures)
    try shop.folder.write("{}\n", to: "lake/dev/silver/orders/_delta_log/00000000000000000099.json")
    try ask(reader, Self.figures)
    #expect(counting.count == 2)
  }

  @Test("asks for each question, and always for a plan")
  func questions() throws {
    let (shop, counting) = (try shop(), Counting())
    try shop.run()
    let reader = try remembering(shop, counting)
    let other = LakeQuestion.figures(dashboard: "second", range: nil)
    for question in [Self.figures, other, Self.figures, other] { try ask(reader, question) }
    #expect(counting.asked.withLock { $0 } == [Self.figures, other])
    for _ in 1...2 { try ask(reader, .plan(RunRequest())) }
    #expect(counting.count == 4)
  }

  @Test("does not keep figures of which one failed")
  func failed() throws {
    let (shop, counting) = (try shop(), Counting(fails: true))
    try shop.run()
    let reader = try remembering(shop, counting)
    for _ in 1...2 { try ask(reader, Self.figures) }
    #expect(counting.count == 2)
  }

  @Test("keeps a few answers, the newest")
  func capacity() throws {
    let (shop, counting) = (try shop(), Counting())
    try shop.run()
    let reader = try remembering(shop, counting)
    let questions = (0...RememberingReader.capacity).map { LakeQuestion.figures(dashboard: "\($0)", range: nil) }
    for question in questions { try ask(reader, question) }
    let before = counting.count
    try ask(reader, questions[questions.count - 1])
    #expect(counting.count == before)
    try ask(reader, questions[0])
    #expect(counting.count == before + 1)
  }
}
