import Foundation
import JSON
import Operations
import Reports
import StatesLanguage

/// State machines in files: those of a project's folder `workflows`, and single ones.
enum WorkflowFiles {
  static let suffix = ".asl.json"

  /// `daily` of `workflows/daily.asl.json`.
  static func name(of path: String) -> String {
    let file = (path as NSString).lastPathComponent
    if file.hasSuffix(suffix) { return String(file.dropLast(suffix.count)) }
    return (file as NSString).deletingPathExtension
  }

  static func text(_ path: String) throws(Failure) -> String { try FolderPath.text(of: FolderPath.absolute(path)) }

  static func mocks(inFile path: String, _ testCase: String?) throws -> MockedTasks {
    let json = try JSONArgument.file(path)
    if isOfTests(json) {
      throw Failure.usage("\(path) is a file of tests, not of mocks: assay workflow test \(path)")
    }
    do throws(MockError) {
      return try MockedTasks(json, testCase: testCase)
    } catch {
      throw Failure.usage("\(path): \(error)")
    }
  }

  /// Tells what is wrong with a machine, as `validate` does.
  static func show(_ invalid: InvalidMachine, of text: String, _ path: String, _ answer: AnswerOptions) -> ExitStatus {
    let problems = MachineValidator.problems(in: text).map { $0.problem(in: path) }
    answer.show(["problems": .array(problems.map(\.json))]) { ProblemsText.lines(problems, $0) }
    return .bad
  }

  // MARK: Tests

  /// Every workflow of a project with what its tests, those of `workflows/tests`, touch of it.
  static func tested(in folder: String) throws -> [TestedWorkflow] {
    let workflows = folder + "/workflows"
    let tests = try tests(in: workflows + "/tests")
    let names = try FolderPath.names(in: workflows).filter { $0.hasSuffix(suffix) }.map(name(of:))
    if let stray = tests.first(where: { !names.contains($0.test.workflow) }) {
      throw Failure.usage("\(stray.file): there is no workflow “\(stray.test.workflow)” in \(workflows)")
    }
    return try names.map { name in
      try tested(name, try text(workflows + "/" + name + suffix), tests.filter { $0.test.workflow == name })
    }
  }

  private static func isOfTests(_ json: JSONValue) -> Bool {
    json["tests"]?.arrayValue != nil && json["States"] == nil
  }

  /// The tests of one file, played; nil where the file is no file of tests.
  ///
  /// - Parameter testCase: the name of the only one that is played.
  static func tested(byFile path: String, _ testCase: String?) throws -> TestedWorkflow? {
    guard let json = try? JSONValue(parsing: text(path)), isOfTests(json) else {
      // What is wrong with it is told where it is read as a machine.
      return nil
    }
    var tests = try tests(of: json, path)
    if let testCase {
      tests = tests.filter { $0.name == testCase }
      if tests.isEmpty { throw Failure.usage("\(path) has no test “\(testCase)”") }
    }
    guard let name = tests.first?.workflow else { throw Failure.usage("\(path) has no test") }
    let folder = (FolderPath.absolute(path) as NSString).deletingLastPathComponent
    let places = [(folder as NSString).deletingLastPathComponent, folder].map { $0 + "/" + name + suffix }
    guard let machine = places.first(where: FileManager.default.fileExists) else {
      throw Failure.usage("\(path): there is no workflow “\(name)”: neither \(places.joined(separator: " nor "))")
    }
    return try tested(name, text(machine), tests.map { (path, $0) })
  }

  private static func tests(of json: JSONValue, _ path: String) throws -> [WorkflowTest] {
    do throws(MockError) {
      return try WorkflowTest.tests(json)
    } catch {
      throw Failure.usage("\(path): \(error)")
    }
  }

  private static func tested(
    _ name: String, _ text: String, _ tests: [(file: String, test: WorkflowTest)]
  ) throws -> TestedWorkflow {
    do throws(InvalidMachine) {
      return try TestedWorkflow.play(name, text, tests)
    } catch {
      let first = error.problems.first { $0.severity == .error }
      throw Failure(.bad, "workflows/\(name)\(suffix) is invalid: \(first?.message ?? ""); all of it: assay validate")
    }
  }

  private static func tests(in folder: String) throws -> [(file: String, test: WorkflowTest)] {
    try FolderPath.names(in: folder).filter { $0.hasSuffix(".json") }.flatMap { name in
      let path = folder + "/" + name
      return try tests(of: JSONArgument.file(path), path).map { (name, $0) }
    }
  }
}
