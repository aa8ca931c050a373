import ArgumentParser
import Clocks
import Foundation
import JSON
import Operations
import Reports

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "A Gold dashboard as text, CSV, JSON, HTML or SVG.",
    discussion: "HTML is one page that needs nothing else; SVG has the charts and no tables.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, csv, json, html, svg }

  @OptionGroup var project: ProjectOptions

  @Flag(name: .long, help: "The same as --format json.")
  var json = false

  @Option(name: .long, help: ArgumentHelp("How to write it.", valueName: "format"))
  var format = Format.text

  @Option(name: .long, help: ArgumentHelp("First day. Default: as many days as the dashboard says.", valueName: "day"))
  var from: DayArgument?

  @Option(
    name: .long,
    help: ArgumentHelp("Last day. Default: the newest day of the data that the dashboard looks at.", valueName: "day"))
  var to: DayArgument?

  @Option(
    name: .long,
    help: ArgumentHelp("Of the tables as they stood then: 2026-11-20T12:00:00Z, 2h.", valueName: "when"))
  var asOf: MomentArgument?

  @Flag(name: .long, help: "List the dashboards instead.")
  var list = false

  @Argument(help: "The dashboard; the first one without it.")
  var name: String?

  func run() throws {
    let operations = try project.reading()
    if list { return try showList(operations) }
    let moment = asOf.map { $0.date(zone: operations.identity.timeZone) }
    let report = try operations.reporting.report(dashboard: name, range: days(operations, moment), asOf: moment)
    let console = Console.standard
    switch json ? .json : format {
    case .json: console.print(report.json)
    case .csv: console.print(data: GoldCSV.text(report))
    case .html:
      let page = console.page(now: report.at, zone: operations.identity.timeZone)
      console.print(data: GoldHTML.text(report, page))
    case .svg: console.print(data: GoldSVG.text(report))
    case .text: console.print(GoldText.lines(report, console.page(now: report.at, zone: operations.identity.timeZone)))
    }
    for tile in report.tiles {
      guard case .table(let page) = tile.content, let total = page.total, total > page.rows.count else { continue }
      console.explain("\(tile.title): \(page.rows.count) of \(total) rows; assay query gives them all")
    }
    if report.tiles.contains(where: \.isFailed) { throw ExitStatus.bad }
  }

  /// Nil for the dashboard's own. One end alone keeps the other: the newest day, or as many days as the dashboard says.
  private func days(_ operations: any EnvironmentReading, _ moment: Date?) throws -> DayRange? {
    let zone = operations.identity.timeZone
    let (from, to) = (from?.day(in: zone), to?.day(in: zone))
    if let from, let to {
      guard from <= to else { throw ValidationError("--from must not be after --to.") }
      return DayRange(from: from, to: to)
    }
    if from == nil, to == nil { return nil }
    let own = try operations.reporting.report(dashboard: name, range: nil, asOf: moment).range
    if let from { return DayRange(from: from, to: max(from, own.to)) }
    return to.map { DayRange(from: $0.advanced(by: 1 - own.days), to: $0) }
  }

  private func showList(_ operations: any EnvironmentReading) throws {
    let console = Console.standard
    let boards = try operations.reporting.dashboards()
    if json || format == .json {
      return console.print(
        .array(
          boards.map {
            ["name": .string($0.name), "title": .string($0.title), "description": .optional($0.description)]
          }))
    }
    var table = TextTable([.init("dashboard"), .init("title"), .init("description", isFlexible: true)])
    for board in boards {
      table.add([StyledLine(board.name), StyledLine(board.title), StyledLine(board.description ?? "", .dim)])
    }
    console.print(table.lines(console.page()))
  }
}

extension ReportTile {
  fileprivate var isFailed: Bool { if case .failed = content { true } else { false } }
}
