import ArgumentParser
import Clocks
import Foundation
import Metrics
import Operations
import Reports

struct MetricsExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Figures for other programs.",
    discussion: """
      openmetrics: the newest value of each metric, as a scraper of Prometheus reads it. csv: every value from --from to \
      --to, with what was rolled up as count, sum, minimum and maximum.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case openmetrics, csv }

  @OptionGroup var project: ProjectOptions
  @OptionGroup var choice: MetricOptions
  @OptionGroup var span: MetricSpan

  @Option(name: .long, help: ArgumentHelp("How to write them.", valueName: "format"))
  var format = Format.openmetrics

  @Argument(help: "Only metrics of this name.")
  var name: String?

  func run() throws {
    let operations = try project.reading()
    let now = operations.now()
    let metering = try operations.metering
    let metrics = try metering.metrics(of: choice.choice(of: name), asOf: nil)
    switch format {
    case .openmetrics:
      let newest = try metrics.compactMap { metric in
        // A value from the future is not what a scraper asks for.
        try metering.metricSamples(
          of: metric, over: .distantPast..<now.addingTimeInterval(0.001), limit: 1, asOf: nil
        ).last.map { (metric, $0) }
      }
      Console.standard.print(data: OpenMetrics.text(newest))
    case .csv:
      let range = try span.range(now: now, zone: operations.identity.timeZone)
      Console.standard.print(data: MetricsCSV.header)
      for metric in metrics {
        let samples = try metering.metricSamples(of: metric, over: range, limit: .max, asOf: nil)
        guard Console.standard.print(data: MetricsCSV.rows(metric, samples)) else { return }
      }
    }
  }
}
