/// An alarm of either kind.
package enum AlarmDefinition: Sendable, Hashable {
  case metric(MetricAlarm)
  case composite(CompositeAlarm)

  package var name: String {
    switch self {
    case .metric(let alarm): alarm.name
    case .composite(let alarm): alarm.name
    }
  }

  package var description: String? {
    switch self {
    case .metric(let alarm): alarm.description
    case .composite(let alarm): alarm.description
    }
  }

  package var actions: AlarmActions {
    switch self {
    case .metric(let alarm): alarm.actions
    case .composite(let alarm): alarm.actions
    }
  }
}
