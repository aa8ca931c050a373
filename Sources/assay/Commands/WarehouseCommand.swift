import ArgumentParser
import Clocks
import Foundation
import JSON
import Lake
import LocalOperations
import ModelSQL
import Reports
import Runs

struct WarehouseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "warehouse", abstract: "Tables that the scripts of the folder procedures make.",
    discussion: """
      A script changes tables of the warehouse from those of the lake: all of it or nothing. Its own tables are named \
      warehouse.NAME, the lake's as everywhere: gold.sales_daily.
      """, subcommands: [Query.self, Run.self], defaultSubcommand: Query.self)

  struct Query: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "query", abstract: "Ask the warehouse one SELECT; without one, which tables it has.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var rows: RowsOptions
    @Argument(help: "The SELECT.") var sql = """
      SELECT table_name AS "table", estimated_size AS rows FROM duckdb_tables()
      WHERE database_name = 'warehouse' AND table_name <> 'assay_statements' ORDER BY 1
      """

    func run() throws {
      let local = try project.open()
      let answer = try WarehouseSession(try local.session()).ask(sql)
      try RowsAnswer.show(rows) { sink in
        sink.begin(answer.columns)
        for row in answer.rows { guard sink.add(row) else { return } }
      }
    }
  }

  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run", abstract: "Carry out a script of the folder procedures: all of it or nothing.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var change: ProtectedChange
    @Argument(help: "The script's name.") var name: String

    @Option(name: .long, parsing: .upToNextOption, help: ArgumentHelp("Values for :NAME.", valueName: "name=value"))
    var set: [String] = []

    func run() throws {
      let local = try project.open(for: .working)
      var parameters = ["run_date": "\(local.project.timeZone.day(local.clock.now()))"]
      for text in set {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { throw Failure.usage("--set takes NAME=VALUE, not '\(text)'") }
        parameters[parts[0]] = parts[1]
      }
      let script: WarehouseScript
      do {
        script = try ProcedureFile(local.project).script(name, parameters: parameters)
      } catch {
        throw Failure(error.error == .notFound ? .usage : .bad, error.cause)
      }
      try change.confirm(local.identity)
      let id = "\(name) \(UUID().uuidString)"
      let outcome = try WarehouseSession(try local.session()).carryOut([script], id: id)
      let changed = outcome.changed.reduce(0, +)
      answer.show(["procedure": .string(name), "statements": .int(outcome.changed.count), "changed": .int(changed)]) {
        _ in
        [StyledLine("\(name): \(outcome.changed.count) statements, \(changed) rows changed")]
      }
    }
  }
}
