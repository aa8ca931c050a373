import ArgumentParser
import Clocks
import Foundation
import JSON
import Journal
import Lake
import LocalOperations
import Metrics
import Reports

struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "What each step measured: rows, durations, scores, freshness.",
    subcommands: [List.self, Get.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The metrics there are.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var choice: MetricChoice

    @Argument(help: "Only metrics of this name.")
    var name: String?

    func run() throws {
      let streams = try choice.streams(of: name, in: try project.open())
      answer.show(.array(streams.map(\.json))) { MetricsText.lines(streams, $0) }
    }
  }

  struct Get: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "get", abstract: "A metric's values, one for each period.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var choice: MetricChoice

    @Option(
      name: .long,
      help: ArgumentHelp("Sum, Average, Minimum, Maximum, SampleCount, or a percentile such as p95.", valueName: "name")
    )
    var statistic = StatisticArgument()

    @Option(name: .long, help: ArgumentHelp("The length of a period: 300s, 5m, 1h, 1d.", valueName: "span"))
    var period = PeriodArgument()

    @Option(name: .long, help: ArgumentHelp("From when: 24h, 2026-11-20.", valueName: "when"))
    var from: MomentArgument?

    @Option(name: .long, help: ArgumentHelp("Until when. Default: now.", valueName: "when"))
    var to: MomentArgument?

    @Argument(help: "The metric's name, such as RecordsWritten.")
    var name: String

    func run() throws {
      let local = try project.open()
      let now = local.clock.now()
      let end = to?.date(now: now) ?? now
      let start = from?.date(now: now) ?? min(now, end).addingTimeInterval(-14 * 86_400)
      guard start < end else {
        throw Failure.usage("--from is not before --to (by default, now): there is no time between")
      }
      let range = start..<end
      let streams = try choice.streams(of: name, in: local)
      guard !streams.isEmpty else {
        throw Failure.usage("there is no metric \(name) with these dimensions; see assay metrics list")
      }
      let curves = try streams.map { stream in
        let samples = try local.journal.samples(
          of: stream.metric, unit: stream.unit, from: range.lowerBound, until: range.upperBound)
        return MetricCurve(
          stream: stream, statistic: statistic.statistic, period: period.seconds,
          values: period.series.values(of: samples, statistic.statistic))
      }
      answer.show(.array(curves.map(\.json))) { MetricsText.lines(curves, $0) }
    }
  }
}

/// Which of the streams of a name are meant.
struct MetricChoice: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The namespace.", valueName: "name"))
  var namespace = StepMetrics.namespace

  @Option(
    name: .long, help: ArgumentHelp("Only streams with this dimension; may be repeated.", valueName: "name=value"))
  var dimension: [DimensionArgument] = []

  func streams(of name: String?, in local: LocalEnvironment) throws -> [MetricStream] {
    var found: [MetricStream] = []
    while true {
      let page = try local.journal.metricStreams(namespace: namespace, name: name, after: found.last?.id ?? 0)
      found += page
      if page.isEmpty { break }
    }
    return found.filter { stream in dimension.allSatisfy { stream.metric.dimensions.contains($0.dimension) } }
  }
}

struct DimensionArgument: ExpressibleByArgument {
  let dimension: MetricDimension

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "=") else { return nil }
    dimension = MetricDimension(String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
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
