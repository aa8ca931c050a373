import Metrics
import Words
import YAML

extension AlarmReader {
  static let compositeKeys = [
    "AlarmRule", "ActionsSuppressor", "ActionsSuppressorWaitPeriod", "ActionsSuppressorExtensionPeriod",
  ]

  func composite(_ section: YAMLSection, _ name: String) -> CompositeAlarm? {
    let rule = rule(section)
    let suppressor = suppressor(section)
    let (alarmName, description, actions) = (self.name(section, name), description(section), actions(section))
    guard let rule else { return nil }
    if rule.alarms.contains(alarmName) || suppressor?.alarm == alarmName {
      section.error(position("AlarmRule", section), "the alarm \(alarmName) depends on itself")
    }
    return CompositeAlarm(
      name: alarmName, description: description, rule: rule, suppressor: suppressor, actions: actions)
  }

  private func rule(_ section: YAMLSection) -> CompositeRule? {
    guard let text = needed("AlarmRule", section, { section.string($0) }) else { return nil }
    do throws(MathError) {
      return try CompositeRule(text)
    } catch {
      report(error, in: section.node("AlarmRule"), "AlarmRule", section)
      return nil
    }
  }

  private func suppressor(_ section: YAMLSection) -> ActionsSuppressor? {
    let keys = ["ActionsSuppressorWaitPeriod", "ActionsSuppressorExtensionPeriod"]
    guard let alarm = text("ActionsSuppressor", section, most: 1600) else {
      for key in keys where section.value(key) != nil {
        section.error(position(key, section), "\(key) needs ActionsSuppressor, the name of an alarm")
      }
      return nil
    }
    let periods = keys.map { key in needed(key, section) { section.int($0, in: 0...Self.longest) } }
    guard let wait = periods[0], let extends = periods[1] else { return nil }
    return ActionsSuppressor(
      alarm: CompositeRule.name(of: alarm), waitPeriod: wait, extensionPeriod: extends)
  }
}
