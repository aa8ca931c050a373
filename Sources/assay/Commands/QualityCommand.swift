import ArgumentParser
import Foundation
import JSON
import LocalOperations
import Operations
import Reports

struct QualityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quality", abstract: "Verdicts of the rules on tables, or on any file.",
    discussion: "Ends with 1 when a rule did not pass.",
    subcommands: [Show.self, Check.self], defaultSubcommand: Show.self)

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "The newest verdict on every table, or on one with its failing rows.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions

    @Option(name: .long, help: ArgumentHelp("How many failing and rejected rows to show.", valueName: "count"))
    var rows = 10

    @Argument(help: "A table; all that have rules without it.")
    var table: String?

    func run() throws {
      let local = try project.open()
      let operations = LocalOperations(local)
      guard let table else { return try all(operations) }
      let name = try TableArgument.resolve(table, in: local.project).description
      let detail = try operations.quality(table: name, rowLimit: max(0, rows))
      answer.show(detail.quality.json) { QualityText.lines(detail, $0) }
      if detail.quality.failed > 0 { throw ExitStatus.bad }
    }

    private func all(_ operations: any EnvironmentOperations) throws {
      let tables = try operations.quality()
      answer.show(.array(tables.map(\.json))) { QualityText.lines(tables, $0) }
      if tables.contains(where: { $0.failed > 0 }) { throw ExitStatus.bad }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Judge a file or a Delta table by a DQDL ruleset; needs no project.",
      discussion: "CSV, JSON lines (.jsonl, .json), Parquet, or the folder of a Delta table.")

    @OptionGroup var answer: AnswerOptions

    @Option(name: .long, help: ArgumentHelp("The ruleset.", valueName: "file"))
    var rules: String

    @Option(name: .long, help: ArgumentHelp("The data.", valueName: "file"))
    var data: String

    func run() throws {
      let report = try RulesetCheck(rules: FolderPath.absolute(rules), data: FolderPath.absolute(data)).run()
      answer.show(report.json) { RulesetCheckText.lines(report, data: data, $0) }
      if report.results.contains(where: { $0.status != .pass }) { throw ExitStatus.bad }
    }
  }
}
