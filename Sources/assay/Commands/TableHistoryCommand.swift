import ArgumentParser
import Reports

struct TableHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "The versions of a table, newest first.",
    discussion: """
      A source that is kept as files has no versions; its loaded files are its history. The folder of any Delta table \
      will do as well.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Option(name: .long, help: ArgumentHelp("How many to list.", valueName: "count"))
  var limit = 20

  @Argument(help: ArgumentHelp("A table's name, or the folder of a Delta table.", valueName: "table or path"))
  var table: String

  func run() throws {
    if let path = TableArgument.folder(table) {
      let history = try project.machine.tableHistory(at: path, limit: limit)
      return answer.show(history.json) { CatalogueText.lines(history, $0) }
    }
    let operations = try project.reading()
    let history = try operations.catalogue.tableHistory(table, limit: limit)
    answer.show(history.json, zone: operations.identity.timeZone) { CatalogueText.lines(history, $0) }
  }
}
