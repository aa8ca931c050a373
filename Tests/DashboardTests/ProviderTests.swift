import Canvas
import Dashboard
import Foundation
import Operations
import OperationsSupport
import Testing

@testable import Interaction

@Suite("A provider that has only some of what can be asked")
struct ProviderTests {
  /// Executions and nothing else.
  private struct RunsOnly: EnvironmentReading {
    func now() -> Date { Date() }
    let identity = Shop.identity()
    func changeToken() throws -> Int64 { 1 }
  }

  @Test("the fixture keeps the promises of every provider")
  func fixture() throws {
    let fake = FakeOperations(Shop.failedDay())
    let first = fake.read(\.executions).map(\.startedAt).min() ?? Shop.now
    #expect(try OperationsConformance(fake, before: first.addingTimeInterval(-1)).broken() == [])
  }

  @Test("each screen says what is missing", arguments: [("1", "status"), ("2", "executions"), ("3", "rules")])
  func missing(_ key: Key, _ noun: String) throws {
    let session = ScriptedSession(
      root: makeDashboard(reading: RunsOnly(), clock: TestClock(Shop.now)), actions: try DashboardActions.registry(),
      size: Size(width: 100, height: 30), minimumSize: DashboardRoot.minimumSize)
    session.press(key)
    #expect(session.picture.contains("this environment has no \(noun)"), "\(session.picture)")
    #expect(session.picture.contains("READ ONLY"))
  }
}
