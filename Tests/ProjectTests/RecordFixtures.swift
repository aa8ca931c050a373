import Foundation
import Testing

/// Writes what is said today into every `expected.txt` of the folder that RECORD names, to be read before it is
/// committed: `RECORD=$PWD/Tests/ProjectTests/Fixtures/problems swift test --filter RecordFixtures`.
@Suite struct RecordFixtures {
  static let target = ProcessInfo.processInfo.environment["RECORD"]

  @Test(
    "the fixtures are written anew",
    .enabled(if: target != nil, "no test: it writes the fixtures anew when RECORD names their folder"))
  func record() throws {
    let target = try #require(Self.target)
    for name in ProblemFixtureTests.names {
      let text = try ProblemFixtureTests.problems(of: ProblemFixtureTests.folder + "/" + name)
      try text.write(toFile: "\(target)/\(name)/expected.txt", atomically: true, encoding: .utf8)
    }
  }
}
