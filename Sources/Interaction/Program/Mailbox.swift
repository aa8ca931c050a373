import Synchronization

/// Letters from any thread to the program loop. The first letter of a batch wakes the loop.
package final class Mailbox<Letter: Sendable>: Sendable {
  private let waiting = Mutex<[Letter]>([])
  private let wake: @Sendable () -> Void

  package init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  package func post(_ letter: Letter) {
    let isFirst = waiting.withLock { letters in
      letters.append(letter)
      return letters.count == 1
    }
    if isFirst { wake() }
  }

  /// All waiting letters, oldest first.
  package func takeAll() -> [Letter] {
    waiting.withLock { letters in
      defer { letters.removeAll(keepingCapacity: true) }
      return letters
    }
  }
}
