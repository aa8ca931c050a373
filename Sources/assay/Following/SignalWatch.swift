import Foundation
import Synchronization

/// Turns signals into calls on a thread of their own, instead of the end of the process.
final class SignalWatch: Sendable {
  private let numbers: [Int32]
  private let sources: Mutex<[any DispatchSourceSignal]>

  /// - Parameter body: called with the signal's number, on a queue of the system.
  init(_ numbers: [Int32], _ body: @escaping @Sendable (Int32) -> Void) {
    self.numbers = numbers
    var made: [any DispatchSourceSignal] = []
    for number in numbers {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { body(number) }
      source.resume()
      made.append(source)
    }
    sources = Mutex(made)
  }

  /// Gives the signals their usual meaning back.
  func end() {
    sources.withLock { sources in
      for source in sources { source.cancel() }
      sources = []
    }
    for number in numbers { signal(number, SIG_DFL) }
  }
}
