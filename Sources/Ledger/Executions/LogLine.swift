import Foundation
import Words

package struct NewLogLine: Sendable, Hashable {
  package var execution: ExecutionID
  /// Nil for a line about the execution as a whole.
  package var step: String?
  package var level: LogLevel
  package var message: String
  /// Nil means now.
  package var at: Date?

  package init(execution: ExecutionID, step: String? = nil, level: LogLevel, message: String, at: Date? = nil) {
    self.execution = execution
    self.step = step
    self.level = level
    self.message = message
    self.at = at
  }
}

package struct LogRecord: Sendable, Hashable, Identifiable {
  /// Rises in the order of commits, so whoever has seen an id has seen all below it.
  package let id: Int64
  package let execution: ExecutionID
  package let step: String?
  package let at: Date
  package let level: LogLevel
  package let message: String

  package init(
    id: Int64, execution: ExecutionID, step: String?, at: Date, level: LogLevel, message: String
  ) {
    self.id = id
    self.execution = execution
    self.step = step
    self.at = at
    self.level = level
    self.message = message
  }
}

/// Which lines to list. Every condition that is set must hold.
package struct LogFilter: Sendable, Hashable {
  package var execution: ExecutionID?
  package var step: String?
  /// This level and worse.
  package var minimumLevel: LogLevel?
  /// Lines that contain this text; ASCII letters in either case.
  package var search: String?

  package init(
    execution: ExecutionID? = nil, step: String? = nil, minimumLevel: LogLevel? = nil, search: String? = nil
  ) {
    self.execution = execution
    self.step = step
    self.minimumLevel = minimumLevel
    self.search = search
  }
}
