import ArgumentParser
import Clocks
import JSON
import Reports

/// Text for a person, or JSON for a program.
struct AnswerOptions: ParsableArguments {
  @Flag(name: .long, help: "Answer in JSON; the shapes are in the README.")
  var json = false

  @Option(name: .long, help: ArgumentHelp("How to answer.", valueName: "format"))
  var format = AnswerFormat.text

  var isJSON: Bool { json || format == .json }

  /// Prints one of both; the text is only made when it is wanted.
  func show(
    _ value: @autoclosure () -> JSONValue, zone: DayZone = .utc, _ console: Console = .standard,
    lines: (Page) -> [StyledLine]
  ) {
    if isJSON { console.print(value()) } else { console.print(lines(console.page(zone: zone))) }
  }
}

enum AnswerFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

/// How rows are written.
struct RowsOptions: ParsableArguments {
  @Flag(name: .long, help: "The same as --format json.")
  var json = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How to write the rows; JSON is an array of objects, JSON lines an object a row.", valueName: "format"))
  var format = RowsFormat.table

  @Option(
    name: .long,
    help: ArgumentHelp("The most rows. Default: 1000 in a table on the screen, all in the others.", valueName: "count"))
  var limit: Int?

  var wanted: RowsFormat { json ? .json : format }

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit must be 0 or more.") }
  }
}

enum RowsFormat: String, ExpressibleByArgument, CaseIterable { case table, csv, json, jsonl }
