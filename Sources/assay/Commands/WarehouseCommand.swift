import ArgumentParser
import JSON
import Operations
import Reports

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
    @Argument(help: "The SELECT.") var sql: String?

    func run() throws {
      let answer = try project.reading().warehousing.warehouse(sql, asOf: nil)
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
      let operations = try project.operations()
      var call = ScriptCall(name)
      for text in set {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { throw Failure.usage("--set takes NAME=VALUE, not '\(text)'") }
        call.values[parts[0]] = parts[1]
      }
      let warehousing: any WarehouseOperations = try operations.warehousing
      // What is wrong with it is told before anybody is asked for anything.
      _ = try warehousing.statements(of: call)
      try change.confirm(operations.identity)
      let outcome = try warehousing.carryOut(call)
      answer.show([
        "procedure": .string(name), "statements": .int(outcome.changed.count), "changed": .int(outcome.total),
      ]) {
        _ in
        [StyledLine("\(name): \(outcome.changed.count) statements, \(outcome.total) rows changed")]
      }
    }
  }
}
