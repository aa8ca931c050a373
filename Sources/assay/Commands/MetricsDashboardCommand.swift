import ArgumentParser
import Clocks
import Foundation
import JSON
import Operations
import Reports

struct MetricsDashboardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "A page of charts of metrics as text: metric_dashboards/NAME.yml.",
    discussion: "The dashboard shows it too: 4, then D. Without a name the first one is meant.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Option(name: .long, help: ArgumentHelp("Until when. Default: now.", valueName: "when"))
  var to: MomentArgument?

  @Option(name: .long, help: ArgumentHelp("The length of all periods: 300s, 5m, 1h, 1d.", valueName: "span"))
  var period: PeriodArgument?

  @Option(name: .long, help: ArgumentHelp("How many days. Default: as the file says.", valueName: "number"))
  var days: Int?

  @Argument(help: "The dashboard's name.")
  var name: String?

  func validate() throws {
    if let days, !(1...455).contains(days) { throw ValidationError("--days is a number from 1 to 455") }
  }

  func run() throws {
    let operations = try project.reading()
    let zone = operations.identity.timeZone
    let until = to?.date(now: operations.now(), zone: zone)
    let request = MetricDashboardRequest(
      name: name, span: days.map { $0 * 86_400 }, until: until, period: period?.seconds)
    let page = try operations.metering.metricDashboard(request)
    answer.show(page.json, zone: zone) { MetricDashboardText.lines(page, $0) }
  }
}
