import ArgumentParser
import Clocks
import Foundation
import JSON
import Metrics
import Operations
import Project
import Reports

struct AlarmsTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "What an alarm would do with given datapoints, or would have done with stored ones.",
    discussion: """
      assay alarms test --definition FILE --datapoints FILE needs no project. assay alarms test NAME takes the alarm of \
      that name and the stored metrics; with --definition it is another definition over them. Beside what would have \
      happened it says what did.

      The definition has CloudWatch's fields (PutMetricAlarm or PutCompositeAlarm), as YAML or JSON. The datapoints are \
      a CSV file with the columns timestamp and value, with or without that header; for metric math timestamp and one \
      column for each metric, named by its Id (or timestamp,id,value); statistic sets are \
      timestamp,samplecount,sum,minimum,maximum. For a composite alarm the file says which state each alarm has from \
      then on: timestamp,alarm,state. A period without a datapoint is missing data. The alarm is evaluated each minute \
      from --from to --until (by default over the datapoints), or once with --at; only complete periods count.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Argument(help: "An alarm of the project, tried over its stored metrics.")
  var name: String?

  @Option(name: .long, help: ArgumentHelp("The alarm's definition.", valueName: "file"))
  var definition: String?

  @Option(name: .long, help: ArgumentHelp("The datapoints.", valueName: "file"))
  var datapoints: String?

  @Option(name: .long, help: ArgumentHelp("The state before: OK, ALARM or INSUFFICIENT_DATA.", valueName: "state"))
  var initialState = AlarmState.insufficientData

  @OptionGroup var moments: EvaluationMoments

  func validate() throws {
    if name == nil, definition == nil || datapoints == nil {
      throw ValidationError("name an alarm of the project, or give --definition and --datapoints")
    }
    if name != nil, datapoints != nil {
      throw ValidationError("stored metrics are tried; --datapoints does not go with a name")
    }
  }

  func run() throws {
    if let name { return try tryStored(name) }
    // Checked above.
    guard let definition, let datapoints else { return }
    let alarm = try AlarmFile.alarm(at: FolderPath.absolute(definition))
    let path = FolderPath.absolute(datapoints)
    let file = try DatapointText(try FolderPath.text(of: path), path: path)
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

extension AlarmsTestCommand {
  /// Over stored metrics, by default those of the last two weeks.
  private func tryStored(_ name: String) throws {
    let operations = try project.reading()
    let alarming = try operations.alarming
    let stored = try alarming.alarmDefinition(name)
    let definition =
      try definition.map { try AlarmFile.alarm(at: FolderPath.absolute($0), needsMetric: true) } ?? stored
    guard case .metric(let alarm) = definition else {
      throw Failure.usage("\(name) is over other alarms; give their states with --definition and --datapoints")
    }
    let now = operations.now()
    let span = now.addingTimeInterval(-14 * 86_400)...now
    let range = try moments.range(span, in: name, every: alarm.evaluationInterval, now: now)
    let timeline = try alarming.backtest(alarm, AlarmTest(over: range, from: initialState), asOf: nil)
    let happened = try alarming.alarmHistory(of: name, limit: 5000, asOf: nil)
      .filter { $0.kind == .stateUpdate && range.contains($0.at) }.prefix(1000).reversed()
    var object = timeline.json.objectValue ?? [:]
    object["happened"] = .array(happened.map(\.json))
    answer.show(.object(object)) { page in
      timeline.lines(page) + ["", StyledLine("what happened", .title)] + AlarmsText.lines(Array(happened), page)
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
  func range(
    _ span: ClosedRange<Date>?, in file: String, every seconds: Int, now: Date = Date()
  ) throws -> ClosedRange<Date> {
    if let moment = at?.date(now: now) { return moment...moment }
    guard let first = from?.date(now: now) ?? span?.lowerBound, let last = until?.date(now: now) ?? span?.upperBound
    else {
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
  static func alarm(at path: String, needsMetric: Bool = false) throws -> AlarmDefinition {
    let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    let (alarm, problems) = AlarmReader(path: path, needsMetric: needsMetric).read(
      try FolderPath.text(of: path), name: name)
    guard let alarm else { throw Failure.usage(problems.map(\.description).joined(separator: "\n")) }
    return alarm
  }
}
