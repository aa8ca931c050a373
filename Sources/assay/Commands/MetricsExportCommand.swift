import ArgumentParser
import Clocks
import Foundation
import Ledger
import LocalOperations
import Metrics

struct MetricsExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Figures for other programs.",
    discussion: """
      openmetrics: the newest value of each metric, as a scraper of Prometheus reads it. csv: every value from --from to \
      --to, with what was rolled up as count, sum, minimum and maximum.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case openmetrics, csv }

  @OptionGroup var project: ProjectOptions
  @OptionGroup var choice: MetricChoice
  @OptionGroup var span: MetricSpan

  @Option(name: .long, help: ArgumentHelp("How to write them.", valueName: "format"))
  var format = Format.openmetrics

  @Argument(help: "Only metrics of this name.")
  var name: String?

  func run() throws {
    let local = try project.open()
    let now = local.clock.now()
    let streams = try choice.streams(of: name, in: local)
    switch format {
    case .openmetrics:
      let newest = try streams.compactMap { stream in
        // A value from the future is not what a scraper asks for.
        try local.journal.samples(
          of: stream, from: .distantPast, until: now.addingTimeInterval(0.001), limit: 1
        ).last.map { (stream, $0) }
      }
      Console.standard.print(data: OpenMetrics.text(newest))
    case .csv:
      let range = try span.range(now: now, zone: local.project.timeZone)
      Console.standard.print(data: MetricsCSV.header)
      for stream in streams {
        let samples = try local.journal.samples(
          of: stream, from: range.lowerBound, until: range.upperBound, limit: .max)
        guard Console.standard.print(data: MetricsCSV.rows(stream, samples)) else { return }
      }
    }
  }
}
