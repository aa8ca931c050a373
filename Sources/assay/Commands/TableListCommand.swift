import ArgumentParser
import Foundation
import JSON
import Reports
import Tables

struct TableListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "All tables with version, rows and size.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let local = try project.open()
    let catalog = Catalog(try local.session())
    let entries = try local.project.tables.map { try catalog.entry($0) }
    answer.show(.array(entries.map(\.json)), zone: local.project.timeZone) { CatalogText.lines(entries, $0) }
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
    let local = try project.open()
    let name = try TableArgument.resolve(table, in: local.project)
    let session = try local.session()
    let detail = CatalogDetail(
      entry: try Catalog(session).entry(name),
      description: local.project.model(name)?.settings.description
        ?? local.project.source(of: name)?.description, quarantinedRows: try session.quarantinedRows(of: name))
    answer.show(detail.json, zone: local.project.timeZone) { CatalogText.lines(detail, $0) }
  }
}
