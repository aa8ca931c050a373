import ArgumentParser
import Foundation
import Operations

struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Ask the lake one SELECT; read-only.",
    discussion: """
      Tables are named by layer: bronze.orders, silver.orders, gold.sales_daily, quarantine.silver_orders. \
      The functions of models work here, too.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var rows: RowsOptions

  @Option(name: .long, help: ArgumentHelp("Run a query of the folder queries.", valueName: "name"))
  var saved: String?

  @Argument(help: "The SELECT; '-' reads it from standard input.")
  var sql: String?

  func validate() throws {
    if (sql == nil) == (saved == nil) { throw ValidationError("Give either a SELECT or --saved NAME.") }
  }

  func run() throws {
    let operations = try project.reading()
    let question = try saved.map { RowsQuestion.saved($0) } ?? .select(try typed())
    try RowsAnswer.show(rows) { sink in try operations.querying.rows(question, asOf: nil, to: &sink) }
  }

  private func typed() throws -> String {
    guard let sql, sql != "-" else {
      return String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
    }
    return sql
  }
}
