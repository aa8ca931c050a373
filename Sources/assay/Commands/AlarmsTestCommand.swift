import ArgumentParser
import Clocks
import Foundation
import JSON
import Metrics
import Project
import Reports

struct AlarmsTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "What an alarm would do with given datapoints.",
    discussion: """
      The definition has CloudWatch's fields (PutMetricAlarm or PutCompositeAlarm), as YAML or JSON. The datapoints are \
      a CSV file with the columns timestamp and value; for metric math timestamp and one column for each metric, named \
      by its Id (or timestamp,id,value); statistic sets are timestamp,samplecount,sum,minimum,maximum. For a composite \
      alarm the file says which state each alarm has from then on: timestamp,alarm,state. A period without a datapoint \
      is missing data. The alarm is evaluated each minute from --from to --until (by default over the datapoints), or \
      once with --at; only complete periods count.
      """)

  @OptionGroup var answer: AnswerOptions

  @Option(name: .long, help: ArgumentHelp("The alarm's definition.", valueName: "file"))
  var definition: String

  @Option(name: .long, help: ArgumentHelp("The datapoints.", valueName: "file"))
  var datapoints: String

  @Option(name: .long, help: ArgumentHelp("The state before: OK, ALARM or INSUFFICIENT_DATA.", valueName: "state"))
  var initialState = AlarmState.insufficientData

  @OptionGroup var moments: EvaluationMoments

  func run() throws {
    let alarm = try AlarmFile.alarm(at: FolderPath.absolute(definition))
    let file = try DatapointFile(at: FolderPath.absolute(datapoints))
    switch alarm {
    case .metric(let alarm):
      let data = AlarmData(alarm, try file.samples(of: alarm.subject.metrics.map(\.id)))
      // An alarm sees a period when it is over.
      let seconds = TimeInterval(alarm.period.period)
      let span = data.span.map { $0.lowerBound.addingTimeInterval(seconds)...$0.upperBound.addingTimeInterval(seconds) }
      let range = try moments.range(span, in: datapoints, every: alarm.evaluationInterval)
      let timeline = AlarmTimeline(
        alarm, data, from: range.lowerBound, until: range.upperBound, initialState: initialState)
      answer.show(timeline.json) { timeline.lines($0) }
    case .composite(let alarm):
      let changes = try file.states()
      let times = changes.map(\.at)
      let span = times.min().flatMap { first in times.max().map { first...$0 } }
      let range = try moments.range(span, in: datapoints, every: 60)
      let timeline = CompositeTimeline(
        alarm, changes, from: range.lowerBound, until: range.upperBound, initialState: initialState)
      answer.show(timeline.json) { timeline.lines($0) }
    }
  }
}

/// When an alarm is evaluated.
struct EvaluationMoments: ParsableArguments {
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

  /// - Parameters:
  ///   - span: what is evaluated where no option says.
  ///   - seconds: from one evaluation to the next.
  func range(_ span: ClosedRange<Date>?, in file: String, every seconds: Int) throws -> ClosedRange<Date> {
    if let moment = at?.date() { return moment...moment }
    guard let first = from?.date() ?? span?.lowerBound, let last = until?.date() ?? span?.upperBound else {
      throw Failure.usage("\(file) has no datapoints; say when to evaluate with --at, or --from and --until")
    }
    guard first <= last else { throw Failure.usage("--until is before --from") }
    // Ten years of minutes; more is a mistake in a date.
    guard last.timeIntervalSince(first) / TimeInterval(seconds) < 5_000_000 else {
      throw Failure.usage(
        "from \(Timestamp.text(first)) to \(Timestamp.text(last)) is too long to evaluate each minute")
    }
    return first...last
  }
}

extension AlarmState: ExpressibleByArgument {}

/// An alarm in a file of its own.
enum AlarmFile {
  static func alarm(at path: String) throws -> AlarmDefinition {
    let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    let (alarm, problems) = AlarmReader(path: path, needsMetric: false).read(try FolderPath.text(of: path), name: name)
    guard let alarm else { throw Failure.usage(problems.map(\.description).joined(separator: "\n")) }
    return alarm
  }
}
