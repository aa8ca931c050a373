import ArgumentParser
import Clocks
import Operations

struct TableReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Rows of a table of this project, or of any Delta table by its path.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var rows: RowsOptions

  @Option(name: .long, help: ArgumentHelp("The table as of this version.", valueName: "number"))
  var version: Int64?

  @Option(name: .long, help: ArgumentHelp("The table as of then: 2026-11-20T12:00:00Z, 2h.", valueName: "when"))
  var timestamp: MomentArgument?

  @Argument(help: ArgumentHelp("A table's name, or the folder of a Delta table.", valueName: "table or path"))
  var table: String

  func validate() throws {
    if version != nil, timestamp != nil { throw ValidationError("Give --version or --timestamp, not both.") }
  }

  /// - Parameter zone: where a day begins.
  private func wanted(_ zone: DayZone = .utc) -> TableMoment {
    if let version { return .version(version) }
    return timestamp.map { .asOf($0.date(zone: zone)) } ?? .newest
  }

  func run() throws {
    try RowsAnswer.show(rows) { sink in
      if let path = TableArgument.folder(table) {
        // Works in any folder: the table need not belong to a project.
        return try project.machine.rows(ofTableAt: path, at: wanted(), limit: rows.limit, to: &sink)
      }
      let operations = try project.reading()
      let moment = wanted(operations.identity.timeZone)
      try operations.querying.rows(.table(table, at: moment, limit: rows.limit), asOf: nil, to: &sink)
    }
  }
}
