import Foundation
import JSON
import StatesLanguage

/// What tasks report, for the one thread that drives the execution.
final class WorkflowMailbox: @unchecked Sendable {  // everything mutable is touched under the condition's lock
  enum Message: Sendable {
    case report(TaskToken, TaskReport)
    case note(String, JSONObject)
    case stop
    /// The journal, or something else that no task may go on without, failed.
    case breakdown(any Error)
  }

  private let condition = NSCondition()
  private var messages: [Message] = []

  func put(_ message: Message) {
    condition.lock()
    messages.append(message)
    condition.signal()
    condition.unlock()
  }

  /// Everything there is; waits for the first one until a moment of the system's clock.
  func take(until deadline: Date) -> [Message] {
    condition.lock()
    defer { condition.unlock() }
    while messages.isEmpty, condition.wait(until: deadline) {}
    defer { messages = [] }
    return messages
  }
}
