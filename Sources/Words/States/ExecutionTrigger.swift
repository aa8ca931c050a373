/// Who or what asked for an execution. A newer program may have written one that this one does not know: its text is kept.
package enum ExecutionTrigger: Sendable, Hashable {
  /// A person at the command line.
  case manual
  /// A person at the dashboard.
  case dashboard
  /// Another execution is repeated.
  case rerun
  /// The sample shop, when it is set up.
  case demo
  /// By its name; empty where none was noted.
  case schedule(String)
  case alarm(String)
  /// A file that came for a source.
  case fileArrival(String)
  /// A task of a state machine, by the execution it belongs to.
  case workflow(String)
  case other(String)
}

extension ExecutionTrigger: RawRepresentable, Codable, CustomStringConvertible {
  package init(rawValue: String) {
    let words = rawValue.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = words.count > 1 ? words[1] : ""
    let read: ExecutionTrigger =
      switch words[0] {
      case "manual": .manual
      case "dashboard": .dashboard
      case "rerun": .rerun
      case "demo": .demo
      case "schedule": .schedule(name)
      case "alarm": .alarm(name)
      case "file-arrival": .fileArrival(name)
      case "workflow": .workflow(name)
      default: .other(rawValue)
      }
    // What would be written another way stays the text that it is.
    self = read.rawValue == rawValue ? read : .other(rawValue)
  }

  package var rawValue: String {
    switch self {
    case .manual: "manual"
    case .dashboard: "dashboard"
    case .rerun: "rerun"
    case .demo: "demo"
    case .schedule(let name): Self.text("schedule", name)
    case .alarm(let name): Self.text("alarm", name)
    case .fileArrival(let name): Self.text("file-arrival", name)
    case .workflow(let execution): Self.text("workflow", execution)
    case .other(let text): text
    }
  }

  package var description: String { rawValue }

  private static func text(_ kind: String, _ name: String) -> String { name.isEmpty ? kind : "\(kind) \(name)" }
}
