import ArgumentParser
import Clocks
import Foundation
import JSON
import Metrics
import Operations
import Reports

struct MetricsGetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "A metric's values, one for each period.",
    discussion: "Periods begin at multiples of their length from 1970 (UTC). The one that is still filling is partial.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions
  @OptionGroup var choice: MetricOptions
  @OptionGroup var span: MetricSpan

  @Option(
    name: [.customLong("statistic"), .customLong("stat")],
    help: ArgumentHelp(
      "Sum, Average, Minimum, Maximum, SampleCount, a percentile such as p95, TM(10%:90%), IQM, PR(:300) and the like.",
      valueName: "name"))
  var statistic = StatisticArgument()

  @Option(name: .long, help: ArgumentHelp("The length of a period: 300s, 5m, 1h, 1d.", valueName: "span"))
  var period = PeriodArgument()

  @Argument(help: "The metric's name, such as RecordsWritten.")
  var name: String

  func run() throws {
    let operations = try project.reading()
    let now = operations.now()
    let zone = operations.identity.timeZone
    let range = try span.range(now: now, zone: zone)
    let metering = try operations.metering
    let metrics = try metering.metrics(of: choice.choice(of: name), asOf: nil)
    guard !metrics.isEmpty else {
      throw Failure.usage("there is no metric \(name) with these dimensions; see assay metrics list")
    }
    let filling = period.series.start(of: now)
    let curves = try metrics.map { metric in
      MetricCurve(
        metric, statistic.statistic, period: period.seconds, filling: filling,
        values: try metering.metricValues(of: metric, statistic.statistic, period.series, over: range, asOf: nil))
    }
    answer.show(.array(curves.map(\.json)), zone: zone) { MetricsText.lines(curves, $0) }
  }
}

struct StatisticArgument: ExpressibleByArgument {
  let statistic: Statistic

  init() { statistic = .average }

  init?(argument: String) {
    guard let statistic = Statistic(argument) else { return nil }
    self.statistic = statistic
  }

  var defaultValueDescription: String { statistic.description }
}

struct PeriodArgument: ExpressibleByArgument {
  let series: PeriodSeries
  var seconds: Int { series.period }

  /// A day, the rhythm of most pipelines.
  init() { series = PeriodSeries(day: ()) }

  init?(argument: String) {
    guard let seconds = MomentArgument.span(argument) ?? Double(argument), seconds >= 1, seconds < 1e9,
      let series = PeriodSeries(period: Int(seconds))
    else { return nil }
    self.series = series
  }

  var defaultValueDescription: String { "1d" }
}

extension PeriodSeries {
  fileprivate init(day: Void) {
    // A day is longer than the shortest period there can be.
    self = PeriodSeries(period: 86_400)!
  }
}
