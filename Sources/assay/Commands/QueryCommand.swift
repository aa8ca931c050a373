import ArgumentParser
import Clocks
import Engine
import Foundation
import LocalOperations
import ModelSQL
import Words

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
    let local = try project.open()
    let (text, file) = try source(local)
    let now = local.clock.now()
    let query = try local.reading()
    try RowsAnswer.show(rows) { sink in
      try query.stream(
        text, file: file, parameters: RunParameters(runDate: local.project.timeZone.day(now), runTimestamp: now),
        to: &sink)
    }
  }

  private func source(_ local: LocalEnvironment) throws -> (SQLText, String) {
    guard let saved else { return (SQLText(try typed()), "query") }
    guard let query = local.project.query(saved) else {
      let names = local.project.queries.map(\.name)
      throw Failure.usage(
        "there is no saved query \(saved)\(NearestName.hint(for: saved, among: names)); there are: "
          + (names.isEmpty ? "none, add queries/NAME.sql" : names.joined(separator: ", ")))
    }
    return (query.source, query.path)
  }

  private func typed() throws -> String {
    guard let sql, sql != "-" else {
      return String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
    }
    return sql
  }
}
