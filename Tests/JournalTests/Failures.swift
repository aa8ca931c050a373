import Synchronization

/// Errors thrown on several threads, gathered for one expectation.
final class Failures: Sendable {
  private let found = Mutex<[String]>([])

  var all: [String] { found.withLock { $0 } }

  func catching(_ body: () throws -> Void) {
    do { try body() } catch { found.withLock { $0.append("\(error)") } }
  }
}
