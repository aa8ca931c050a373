import Clocks
import Foundation
import Ledger
import Operations
import OperationsSupport
import PipelineSupport
import TestSupport
import Testing
import Words

@testable import LocalOperations

@Suite("What is promised of every provider, held by the local one")
struct ConformanceTests {
  private static let project = """
    name: little
    default_environment: dev
    environments:
      dev: {lake: lake/dev}
    sources:
      orders: {path: incoming/*/orders.csv, format: csv}
    """
  private static let silver = """
    /*---
    materialized: table
    ---*/
    select order_id, try_int(amount) as amount from bronze.orders
    """
  private let pipeline: Pipeline

  init() throws {
    pipeline = try Pipeline([
      "project.yml": Self.project, "models/silver/orders.sql": Self.silver,
      "quality/silver.orders.dqdl": #"Rules = [ IsComplete "order_id" ]"#,
      "incoming/d1/orders.csv": "order_id,amount\na,1\nb,2\n",
    ])
  }

  private func operations(at now: Date? = nil, for purpose: LocalEnvironment.Purpose = .working) throws
    -> LocalOperations
  {
    try pipeline.operations(at: now, for: purpose)
  }

  @Test("no promise is broken, opened to work or to look", arguments: [LocalEnvironment.Purpose.working, .looking])
  func conforms(_ purpose: LocalEnvironment.Purpose) throws {
    let created = pipeline.now.addingTimeInterval(-1)
    _ = try pipeline.run()
    let operations = try operations(at: pipeline.now.addingTimeInterval(3600), for: purpose)
    #expect(try OperationsConformance(operations, before: created).broken() == [])
  }

  @Test("a rule's verdict of before is not that of today")
  func verdicts() throws {
    _ = try pipeline.run()
    let first = pipeline.now
    let later = first.addingTimeInterval(86_400)
    let journal = try operations(at: later).journal
    let execution = try #require(try journal.latestExecution())
    let before = try operations(at: later).quality(asOf: first)
    #expect(before.map(\.score) == [1] && before.first?.execution == execution.id.rawValue)
    #expect(try operations(at: later).quality(table: "silver.orders", rowLimit: 0, asOf: first).quality.score == 1)
    #expect(throws: OperationsError.self) {
      try operations(at: later).quality(table: "silver.orders", rowLimit: 5, asOf: first)
    }
  }

  @Test("what only the lake as it stands can tell is not told of a moment before")
  func notAvailable() throws {
    let moment = pipeline.now.addingTimeInterval(-60)
    #expect {
      try operations().status(asOf: moment)
    } throws: { error in
      guard case .notAvailable(let asked, let why)? = error as? OperationsError else { return false }
      return asked == moment && "\(error)".contains(why) && "\(error)".hasPrefix("not available as of 20")
    }
  }
}
