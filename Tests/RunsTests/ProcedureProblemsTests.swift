import Foundation
import Testing
import Words

@testable import Runs

@Suite("What is wrong with the procedures of a project")
struct ProcedureProblemsTests {
  @Test("is told with its file once: where it is, or at the file's start where it is of all of it")
  func once() throws {
    let bench = try Bench([
      "procedures/a.sql": "create table warehouse.days (day date)", "procedures/b.sql": "select 1;\ncopy x to 'y'\n",
    ])
    try Data([0x73, 0xFF]).write(to: URL(fileURLWithPath: bench.folder.path("procedures/c.sql")))
    let problems = WorkflowCheck(bench.workspace.project).procedureProblems()
    #expect(problems.map(\.file) == ["procedures/b.sql", "procedures/c.sql"])
    #expect(problems.map { "\($0.line):\($0.column)" } == ["2:1", "1:1"])
    #expect(problems[0].message.hasPrefix("a statement begins with"))
    #expect(problems[1].message == "is not UTF-8 text")
  }
}
