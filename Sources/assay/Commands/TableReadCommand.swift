import ArgumentParser
import Clocks
import Engine
import Foundation
import Lake
import LocalOperations
import ModelSQL
import Reading

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
  private func wanted(_ zone: DayZone = .utc) -> TableVersion {
    if let version { return .version(version) }
    return timestamp.map { .asOf($0.date(zone: zone)) } ?? .newest
  }

  func run() throws {
    try RowsAnswer.show(rows) { sink in
      if let path = TableArgument.folder(table) { try byPath(path, &sink) } else { try byName(&sink) }
    }
  }

  /// Works in any folder: the table need not belong to a project.
  private func byPath(_ path: String, _ sink: inout RowsWriter) throws {
    let scratch = try ScratchProject()
    try withExtendedLifetime(scratch) {
      try RowReading(try scratch.session(readingTables: [path], version: wanted()), for: .owner).stream(
        path: path, version: wanted(), limit: rows.limit, to: &sink)
    }
  }

  private func byName(_ sink: inout RowsWriter) throws {
    let local = try project.open()
    let wanted = wanted(local.project.timeZone)
    let name = try TableArgument.resolve(table, in: local.project)
    let query = try local.reading()
    if local.project.source(of: name)?.keep == .files {
      guard wanted == .newest else {
        throw Failure.usage("\(name) is kept as files and has no versions; its files: assay table history \(name)")
      }
      let now = local.clock.now()
      let clause = rows.limit.map { " limit \($0)" } ?? ""
      return try query.stream(
        SQLText("select * from \(name)\(clause)"), file: "\(name)",
        parameters: RunParameters(runDate: local.project.timeZone.day(now), runTimestamp: now), to: &sink)
    }
    try query.stream(path: local.workspace.tablePath(name), version: wanted, limit: rows.limit, to: &sink)
  }
}
