import ArgumentParser
import Foundation
import JSON
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
      let operations = try project.reading()
      guard let table else { return try all(operations) }
      let name = try operations.running.tables(named: [table])[0]
      let detail = try operations.judging.quality(table: name, rowLimit: max(0, rows))
      answer.show(detail.quality.json) { QualityText.lines(detail, $0) }
      if detail.quality.failed > 0 { throw ExitStatus.bad }
    }

    private func all(_ operations: any EnvironmentReading) throws {
      let tables = try operations.judging.quality()
      answer.show(.array(tables.map(\.json))) { QualityText.lines(tables, $0) }
      if tables.contains(where: { $0.failed > 0 }) { throw ExitStatus.bad }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Judge a file or a Delta table by a DQDL ruleset; needs no project.",
      discussion: """
        CSV, JSON lines (.jsonl, .json), Parquet, or the folder of a Delta table. Text files are read as a source of \
        project.yml reads them: all values are texts, and a rule that compares with a number or a date takes them for \
        such. Ends with 1 when a rule did not pass, with 2 when something cannot be read.
        """)

    @OptionGroup var answer: AnswerOptions
    @OptionGroup var reading: DataOptions

    @Option(name: .long, help: ArgumentHelp("The ruleset.", valueName: "file"))
    var rules: String

    @Option(name: .long, help: ArgumentHelp("The data.", valueName: "file"))
    var data: String

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Data that rules look into by this name; may be repeated: ref=codes.csv, silver.orders=orders.parquet.",
        valueName: "name=file"))
    var reference: [String] = []

    func run() throws {
      let verdict = try ThisMachine.asked().judge(
        try reading.data(data, path: FolderPath.absolute(data)), byRulesAt: FolderPath.absolute(rules),
        references: try references())
      answer.show(verdict.json) { DataVerdictText.lines(verdict, data: data, $0) }
      if !verdict.isGood { throw ExitStatus.bad }
    }

    private func references() throws -> [String: GivenData] {
      var found: [String: GivenData] = [:]
      for text in reference {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[0].lowercased() != "primary", found[parts[0]] == nil else {
          throw Failure.usage("--reference is NAME=FILE, each name once and none of them primary, not '\(text)'")
        }
        found[parts[0]] = try reading.data(parts[1], path: FolderPath.absolute(parts[1]))
      }
      return found
    }
  }
}
