import Clocks
import Foundation
import Operations
import PipelineSupport
import Synchronization
import TestSupport
import Testing
import Words

@testable import LocalOperations

@Suite("An environment whose definitions change while it is open")
struct CurrentEnvironmentTests {
  private final class Opener: Sendable {
    let outcome = Mutex<OpenFailure?>(nil)
  }

  private func problem(_ file: String, _ message: String, _ severity: Severity = .error) -> Problem {
    Problem(file, SourcePosition(line: 2, column: 1), severity, message)
  }

  private func opened() throws -> (Pipeline, CurrentEnvironment, Opener) {
    let shop = try Pipeline([
      "project.yml": "name: little\nenvironments: {dev: {lake: lake/dev}}\nsources: {a: {path: \"in/*.csv\"}}\n",
      "in/a.csv": "id\n1\n",
    ])
    let opener = Opener()
    func open() throws -> LocalEnvironment {
      try LocalEnvironment(
        folder: shop.folder.path, environment: nil, variables: ProcessInfo.processInfo.environment,
        clock: FixedClock(shop.now))
    }
    let local = try open()
    let current = CurrentEnvironment(local) {
      if let failure = opener.outcome.withLock({ $0 }) { throw failure }
      return local
    }
    return (shop, current, opener)
  }

  /// So many looks as bring one at the files.
  private func looked(_ current: CurrentEnvironment) -> String? { (1...5).map { _ in current.look() }.last ?? nil }

  @Test(
    "what keeps it from its definitions is told by project.yml first, then by the others, errors alone",
    arguments: [
      ([("models/silver/a.sql", "m"), ("project.yml", "p")], "p", ", and 1 more"),
      ([("project.yml", "p"), ("quality/silver/a.dqdl", "q"), ("models/silver/a.sql", "m")], "p", ", and 2 more"),
      ([("models/silver/a.sql", "m"), ("quality/silver/a.dqdl", "q")], "m", ", and 1 more"),
      ([("quality/silver/a.dqdl", "q")], "q", ""),
    ] as [([(String, String)], String, String)])
  func order(_ errors: [(String, String)], _ first: String, _ more: String) throws {
    let (shop, current, opener) = try opened()
    #expect(looked(current) == nil)
    let warning = problem("a.yml", "w", .warning)
    opener.outcome.withLock { $0 = .invalidProject([warning] + errors.map { problem($0, $1) }) }
    try shop.folder.write("select 1 as one\n", to: "models/gold/new.sql")
    let told = try #require(looked(current))
    let named = try #require(errors.first { $0.1 == first })
    #expect(told == "\(problem(named.0, named.1))\(more)")
    #expect(current.identity.definitions == 0)
    opener.outcome.withLock { $0 = nil }
    try shop.folder.write("select 2 as two\n", to: "models/gold/new.sql")
    #expect(looked(current) == nil && current.identity.definitions == 1)
  }
}
