import Foundation
import Project
import Testing

/// Every folder under Fixtures/problems is a project with one kind of problem, and `expected.txt` the exact lines that
/// `assay validate` prints for it.
@Suite struct ProblemFixtureTests {
  static let folder = (Bundle.module.resourcePath ?? "") + "/Fixtures/problems"

  static let names: [String] = {
    // A missing folder gives no names, and the count below fails.
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }()

  @Test("Each kind of problem has its exact line", arguments: names)
  func problem(name: String) throws {
    let project = Self.folder + "/" + name
    let expected = try String(contentsOfFile: project + "/expected.txt", encoding: .utf8)
    #expect(try Self.problems(of: project) == expected)
  }

  @Test("fixtures were found") func fixturesWereFound() { #expect(Self.names.count >= 60) }

  static func problems(of project: String) throws -> String {
    let arguments = (try? String(contentsOfFile: project + "/environment.txt", encoding: .utf8)) ?? ""
    let environment = arguments.trimmingCharacters(in: .whitespacesAndNewlines)
    let checking = try ProjectDefinition.check(
      folder: project, environment: environment.isEmpty ? nil : environment, variables: ["HERE": "/data"],
      serializer: try TestEngine())
    let isBad = checking.problems.contains { $0.severity == .error }
    #expect((checking.project == nil) == isBad)
    return checking.problems.map { $0.description.replacing(project, with: "FOLDER") + "\n" }.joined()
  }
}
