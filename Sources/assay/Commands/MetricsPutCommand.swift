import ArgumentParser
import Clocks
import Foundation
import Metrics
import Operations

struct MetricsPutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "put", abstract: "Write a figure of your own, for alarms and charts.",
    discussion: """
      One value, or a statistic set of many: --set COUNT,SUM,MINIMUM,MAXIMUM. Every combination of name, namespace, \
      dimensions and unit is a metric of its own.
      """)

  @OptionGroup var project: ProjectOptions

  @Option(name: .long, help: ArgumentHelp("The namespace.", valueName: "name"))
  var namespace = "Custom"

  @Option(
    name: [.customLong("dimension"), .customLong("dimensions")],
    help: ArgumentHelp(
      "What tells it from others: Layer=silver, or several as Layer=silver,Table=orders; 30 at most.",
      valueName: "name=value"))
  var dimension: [DimensionArgument] = []

  @Option(name: .long, help: ArgumentHelp("The unit: Count, Seconds, Bytes, Percent and the like.", valueName: "unit"))
  var unit = MetricUnit.none

  @Option(name: .long, help: ArgumentHelp("When it was measured. Default: now.", valueName: "when"))
  var at: MomentArgument?

  @Option(name: .customLong("set"), help: ArgumentHelp("A statistic set.", valueName: "count,sum,min,max"))
  var set: String?

  @Argument(help: "The metric's name.")
  var name: String

  // What begins with a minus and is no option is a number.
  @Argument(parsing: .allUnrecognized, help: "The value.")
  var value: [Double] = []

  func validate() throws {
    guard value.count <= 1 else { throw ValidationError("one value is written at a time; of many take --set") }
  }

  func run() throws {
    let operations = try project.operations()
    let moment = try moment(operations.now(), operations.identity.timeZone)
    let key = MetricKey(try metric(), unit)
    switch (value.first, set) {
    case (let value?, nil):
      guard value.isFinite else { throw Failure.usage("a figure must be a number that ends") }
      try operations.metering.put(Sample(at: moment, value: value), of: key)
    case (nil, let text?):
      try operations.metering.put(Sample(at: moment, set: try statisticSet(text)), of: key)
    default: throw Failure.usage("give a value, or a statistic set with --set COUNT,SUM,MINIMUM,MAXIMUM")
    }
  }

  /// CloudWatch's bounds; what is older belongs to periods that were rolled up and judged.
  private func moment(_ now: Date, _ zone: DayZone) throws -> Date {
    let moment = at?.date(now: now, zone: zone) ?? now
    let age = now.timeIntervalSince(moment)
    guard age <= 14 * 86_400, age >= -2 * 3600 else {
      throw Failure.usage(
        "--at is at most two weeks ago and two hours ahead; \(Timestamp.text(moment)) is not")
    }
    return moment
  }

  private func metric() throws -> MetricName {
    let dimensions = dimension.flatMap(\.dimensions)
    guard dimensions.count <= MetricName.mostDimensions else {
      throw Failure.usage("a metric has at most \(MetricName.mostDimensions) dimensions, not \(dimensions.count)")
    }
    guard Set(dimensions.map(\.name)).count == dimensions.count else {
      throw Failure.usage("a dimension stands twice")
    }
    let texts = [name, namespace] + dimensions.flatMap { [$0.name, $0.value] }
    guard texts.allSatisfy({ !$0.isEmpty && $0.count <= 255 }) else {
      throw Failure.usage("names and values have 1 to 255 characters")
    }
    guard !namespace.hasPrefix("AWS/"), !namespace.hasPrefix(":") else {
      throw Failure.usage("the namespace \(namespace) is not for own figures; take another, such as Custom")
    }
    return MetricName(namespace: namespace, name: name, dimensions: dimensions)
  }

  private func statisticSet(_ text: String) throws -> StatisticSet {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard numbers.count == 4, let count = numbers[0], let sum = numbers[1], let least = numbers[2],
      let greatest = numbers[3],
      let set = StatisticSet(sampleCount: count, sum: sum, minimum: least, maximum: greatest)
    else {
      throw Failure.usage("no samples have the count, sum, minimum and maximum \(text) together")
    }
    return set
  }
}

extension MetricUnit: ExpressibleByArgument {}
