import ArgumentParser
import Clocks
import Foundation
import JSON
import Metrics
import Project
import Reports

struct AlarmsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alarms", abstract: "What watches the metrics.", subcommands: [Test.self])

  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test", abstract: "What an alarm would do with given datapoints.",
      discussion: """
        The definition has CloudWatch's fields (PutMetricAlarm), as YAML or JSON. The datapoints are a CSV file with the \
        columns timestamp and value; a period without one is missing data. The alarm is evaluated each minute from \
        --from to --until (by default over the datapoints), or once with --at; only complete periods count.
        """)

    @OptionGroup var answer: AnswerOptions

    @Option(name: .long, help: ArgumentHelp("The alarm's definition.", valueName: "file"))
    var definition: String

    @Option(name: .long, help: ArgumentHelp("The datapoints.", valueName: "file"))
    var datapoints: String

    @Option(name: .long, help: ArgumentHelp("The state before: OK, ALARM or INSUFFICIENT_DATA.", valueName: "state"))
    var initialState = AlarmState.insufficientData

    @Option(name: .long, help: ArgumentHelp("Evaluate once, at this time.", valueName: "when"))
    var at: MomentArgument?

    @Option(name: .long, help: ArgumentHelp("Evaluate from this time on.", valueName: "when"))
    var from: MomentArgument?

    @Option(name: .long, help: ArgumentHelp("Evaluate until this time.", valueName: "when"))
    var until: MomentArgument?

    func validate() throws {
      if at != nil, from != nil || until != nil {
        throw ValidationError("--at evaluates once; it does not go with --from and --until")
      }
    }

    func run() throws {
      let alarm = try AlarmFile.alarm(at: FolderPath.absolute(definition))
      let samples = try DatapointFile.samples(at: FolderPath.absolute(datapoints))
      let series = AlarmSeries(samples, period: alarm.period, statistic: alarm.statistic)
      let range = try range(alarm, series)
      let timeline = AlarmTimeline(
        alarm, series, from: range.lowerBound, until: range.upperBound, initialState: initialState)
      answer.show(timeline.json) { timeline.lines($0) }
    }

    private func range(_ alarm: MetricAlarm, _ series: AlarmSeries) throws -> ClosedRange<Date> {
      if let moment = at?.date() { return moment...moment }
      let period = TimeInterval(alarm.period.period)
      let first = from?.date() ?? series.span?.lowerBound.addingTimeInterval(period)
      let last = until?.date() ?? series.span?.upperBound.addingTimeInterval(period)
      guard let first, let last else {
        throw Failure.usage("\(datapoints) has no datapoints; say when to evaluate with --at, or --from and --until")
      }
      guard first <= last else { throw Failure.usage("--until is before --from") }
      // A year of minutes; more is a mistake in a date.
      guard last.timeIntervalSince(first) / TimeInterval(alarm.evaluationInterval) < 5_000_000 else {
        throw Failure.usage(
          "from \(Timestamp.text(first)) to \(Timestamp.text(last)) is too long to evaluate each minute")
      }
      return first...last
    }
  }
}

extension AlarmState: ExpressibleByArgument {}

/// An alarm in a file of its own.
private enum AlarmFile {
  static func alarm(at path: String) throws -> MetricAlarm {
    let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    let (alarm, problems) = AlarmReader(path: path, needsMetric: false).read(try FolderPath.text(of: path), name: name)
    guard let alarm else { throw Failure.usage(problems.map(\.description).joined(separator: "\n")) }
    return alarm
  }
}

extension AlarmTimeline {
  fileprivate var json: JSONValue {
    [
      "transitions": .array(
        transitions.map {
          [
            "at": .string(Timestamp.text($0.at)), "from": .string($0.from.rawValue), "to": .string($0.to.rawValue),
            "reason": .string($0.evaluation.reason),
          ]
        }),
      "state": .string(state.rawValue),
    ]
  }

  fileprivate func lines(_ page: Page) -> [StyledLine] {
    let changes = transitions.map {
      StyledLine(
        "\(Timestamp.text($0.at).prefix(19))Z  \($0.from.rawValue) → \($0.to.rawValue): \($0.evaluation.reason)")
    }
    return changes + [StyledLine("\(state.rawValue) at the end, \(transitions.count) changes", .title)]
  }
}
