import Foundation
import JSON
import Synchronization

/// Checkpoints this process has read. A run looks at the log of each table several times, and a checkpoint's file stays
/// as it is once it has its name; one that was written over has another size or time.
package final class CheckpointMemory: Sendable {
  private struct File: Hashable {
    let path: String
    let size: Int64
    let modified: Double
  }
  private struct Held {
    var actions: [File: [JSONValue]] = [:]
    var bytes: Int64 = 0
  }
  private let held = Mutex(Held())

  /// Bytes of files held at most: their actions take some ten times as much memory.
  package static let most: Int64 = 2 << 20

  /// Whether a file is not to be held.
  package func isTooLarge(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_size > Self.most
  }

  /// The actions of a file, read only where they are not held.
  package func actions(of path: String, reading read: () throws -> [JSONValue]) throws -> [JSONValue] {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_size <= Self.most else { return try read() }
    let time = Double(facts.st_mtim.tv_sec) + Double(facts.st_mtim.tv_nsec) / 1e9
    let file = File(path: path, size: Int64(facts.st_size), modified: time)
    if let known = held.withLock({ $0.actions[file] }) { return known }
    let actions = try read()
    held.withLock { held in
      if held.bytes + file.size > Self.most { held = Held() }
      if held.actions.updateValue(actions, forKey: file) == nil { held.bytes += file.size }
    }
    return actions
  }
}
