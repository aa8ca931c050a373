import ArgumentParser
import Clocks
import Foundation
import JSON
import Metrics
import Operations
import Reports

struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "What each step measured: rows, durations, scores, freshness; and your own.",
    subcommands: [
      List.self, MetricsGetCommand.self, MetricsPutCommand.self, MetricsExportCommand.self,
      MetricsDashboardCommand.self,
    ],
    defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The metrics there are.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var choice: MetricOptions

    @Argument(help: "Only metrics of this name.")
    var name: String?

    func run() throws {
      let metrics = try project.reading().metering.metrics(of: choice.choice(of: name), asOf: nil)
      answer.show(.array(metrics.map(\.json))) { MetricsText.lines(metrics, $0) }
    }
  }
}

/// Which of the metrics of a name are meant.
struct MetricOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Only this namespace. Default: all.", valueName: "name"))
  var namespace: String?

  @Option(
    name: [.customLong("dimension"), .customLong("dimensions")],
    help: ArgumentHelp(
      "Only streams with this dimension, or these: Layer=silver,Table=orders; may be repeated.",
      valueName: "name=value"))
  var dimension: [DimensionArgument] = []

  func choice(of name: String?) -> MetricChoice {
    MetricChoice(namespace: namespace, name: name, dimensions: dimension.flatMap(\.dimensions))
  }
}

/// Dimensions as the AWS command line takes them: `Layer=silver`, `Layer=silver,Table=orders` or
/// `Name=Layer,Value=silver`. A comma that no further name follows belongs to the value before it.
struct DimensionArgument: ExpressibleByArgument {
  let dimensions: [MetricDimension]

  init?(argument: String) {
    var pairs: [(name: String, value: String)] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      if let equals = part.firstIndex(of: "="), equals != part.startIndex {
        pairs.append((String(part[..<equals]), String(part[part.index(after: equals)...])))
      } else if let last = pairs.indices.last {
        pairs[last].value += "," + part
      } else {
        return nil
      }
    }
    if pairs.map(\.name) == ["Name", "Value"] { pairs = [(pairs[0].value, pairs[1].value)] }
    dimensions = pairs.map { MetricDimension($0.name, $0.value) }
  }
}

/// From when until when, as options say it.
struct MetricSpan: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("From when: 24h, 2026-11-20. Default: two weeks ago.", valueName: "when"))
  var from: MomentArgument?

  @Option(name: .long, help: ArgumentHelp("Until when. Default: now.", valueName: "when"))
  var to: MomentArgument?

  /// - Parameter zone: where a day begins, and where a time without an offset is read.
  func range(now: Date, zone: DayZone) throws -> Range<Date> {
    let end = to?.date(now: now, zone: zone) ?? now
    let start = from?.date(now: now, zone: zone) ?? min(now, end).addingTimeInterval(-14 * 86_400)
    guard start < end else {
      throw Failure.usage("--from is not before --to (by default, now): there is no time between")
    }
    return start..<end
  }
}
