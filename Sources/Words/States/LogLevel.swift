/// How grave a log line is, gravest last.
package enum LogLevel: Int, Sendable, Hashable, Comparable, CaseIterable, CustomStringConvertible {
  case trace, debug, info, warning, error

  package static func < (a: LogLevel, b: LogLevel) -> Bool { a.rawValue < b.rawValue }

  /// As people read it, and JSON has it: WARNING.
  package var word: String { description.uppercased() }

  /// In five letters at most, as columns and filters have it: WARN.
  package var short: String { self == .warning ? "WARN" : word }

  package var description: String {
    switch self {
    case .trace: "trace"
    case .debug: "debug"
    case .info: "info"
    case .warning: "warning"
    case .error: "error"
    }
  }
}
