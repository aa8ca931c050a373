import Clocks
import JSON
import Metrics
import Project

/// What an action is told, and what history keeps of a change.
enum AlarmPayload {
  static func json(
    _ change: StateTransition, of alarm: AlarmDefinition, in project: ProjectDefinition
  ) -> JSONValue {
    [
      "alarm": .string(alarm.name), "description": .optional(alarm.description), "project": .string(project.name),
      "environment": .string(project.environment.name), "state": .string(change.to.rawValue),
      "previousState": .string(change.from.rawValue), "at": .string(Timestamp.text(change.at)),
      "reason": .string(change.reason), "datapoints": .array(change.deciding.map(point)),
    ]
  }

  static func point(_ point: AlarmDatapoint) -> JSONValue {
    [
      "at": .string(Timestamp.text(point.start)), "value": .double(point.value),
      "lower": .double(point.limits.lowerBound), "upper": .double(point.limits.upperBound),
    ]
  }
}
