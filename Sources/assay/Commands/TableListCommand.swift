import ArgumentParser
import JSON
import Reports

struct TableListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "All tables with version, rows and size.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let operations = try project.reading()
    let entries = try operations.catalogue.tables()
    answer.show(.array(entries.map(\.json)), zone: operations.identity.timeZone) { CatalogueText.lines(entries, $0) }
  }
}

struct TableShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "One table: columns, partitions, size.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Argument(help: "The table: silver.orders, or orders where only one layer has it.")
  var table: String

  func run() throws {
    let operations = try project.reading()
    let detail = try operations.catalogue.table(table)
    answer.show(detail.json, zone: operations.identity.timeZone) { CatalogueText.lines(detail, $0) }
  }
}
