import Metrics
import Words
import YAML

/// Reads an alarm: the fields of CloudWatch's `PutMetricAlarm` or `PutCompositeAlarm`, as YAML or as JSON, which is YAML
/// too. What `describe-alarms` adds to them is passed over.
package struct AlarmReader {
  /// Whether the alarm must name its metric; false where the datapoints are given beside it.
  let needsMetric: Bool
  let path: String
  let log: ProblemLog

  package init(path: String, needsMetric: Bool) {
    self.init(path: path, needsMetric: needsMetric, log: ProblemLog())
  }

  init(path: String, needsMetric: Bool, log: ProblemLog) {
    (self.path, self.needsMetric, self.log) = (path, needsMetric, log)
  }

  static let sharedKeys = [
    "AlarmName", "AlarmDescription", "ActionsEnabled", "OKActions", "AlarmActions", "InsufficientDataActions", "Tags",
  ]
  static let answered = [
    "AlarmArn", "AlarmConfigurationUpdatedTimestamp", "StateValue", "StateReason", "StateReasonData",
    "StateUpdatedTimestamp", "StateTransitionedTimestamp", "EvaluationState", "ActionsSuppressedBy",
    "ActionsSuppressedReason",
  ]
  /// Seven days, the longest range CloudWatch looks over.
  static let longest = 604_800

  /// The alarm, or what is wrong with it.
  ///
  /// - Parameter name: the alarm's name where the text has none.
  package func read(_ text: String, name: String) -> (alarm: AlarmDefinition?, problems: [Problem]) {
    do throws(YAMLError) {
      guard let root = try YAMLNode.parse(text) else {
        log.error(path, .start, "the alarm is empty")
        return (nil, log.problems)
      }
      let alarm = definition(root, name)
      return (log.hasErrors ? nil : alarm, log.problems)
    } catch {
      log.error(path, SourcePosition(line: error.line, column: error.column), error.message)
      return (nil, log.problems)
    }
  }

  /// The kind is told by the field that only it has.
  private func definition(_ root: YAMLNode, _ name: String) -> AlarmDefinition? {
    let isComposite = root["AlarmRule"] != nil
    let keys = Self.sharedKeys + Self.answered + (isComposite ? Self.compositeKeys : Self.metricKeys)
    guard let section = YAMLSection(root, "the alarm", keys: keys, file: path, log: log) else { return nil }
    return isComposite ? composite(section, name).map { .composite($0) } : metric(section, name).map { .metric($0) }
  }

  func name(_ section: YAMLSection, _ name: String) -> String { text("AlarmName", section, most: 255) ?? name }

  func description(_ section: YAMLSection) -> String? { text("AlarmDescription", section, most: 1024) }

  func actions(_ section: YAMLSection) -> AlarmActions {
    AlarmActions(
      isEnabled: section.bool("ActionsEnabled") ?? true, onOK: actions("OKActions", section),
      onAlarm: actions("AlarmActions", section), onInsufficientData: actions("InsufficientDataActions", section))
  }

  private func actions(_ key: String, _ section: YAMLSection) -> [String] {
    let actions = section.strings(key)
    if actions.count > 5 {
      section.error(position(key, section), "\(key) has at most 5 actions, not \(actions.count)")
    }
    return actions
  }

  /// A text that is not empty and not longer than CloudWatch takes.
  func text(_ key: String, _ section: YAMLSection, most: Int) -> String? {
    guard let text = section.string(key) else { return nil }
    guard !text.isEmpty, text.count <= most else {
      section.error(position(key, section), "\(key) has 1 to \(most) characters, not \(text.count)")
      return nil
    }
    return text
  }

  func needed<Value>(_ key: String, _ section: YAMLSection, _ read: (String) -> Value?) -> Value? {
    if section.value(key) == nil { section.error(section.position, "\(section.subject) needs \(key)") }
    return read(key)
  }

  func position(_ key: String, _ section: YAMLSection) -> SourcePosition {
    section.node(key)?.position ?? section.position
  }

  /// What is wrong in an expression or a rule, at its place in the file where the text stands on one line.
  func report(_ error: MathError, in node: YAMLNode?, _ key: String, _ section: YAMLSection) {
    guard let node, case .scalar(let scalar) = node.content, !scalar.text.contains(where: \.isNewline),
      scalar.style == .plain || scalar.style == .quoted
    else {
      section.error(position(key, section), "\(key), column \(error.column): \(error.message)")
      return
    }
    let quote = scalar.style == .quoted ? 1 : 0
    section.error(
      SourcePosition(line: node.line, column: node.column + quote + error.column - 1), "\(key): \(error.message)")
  }
}
