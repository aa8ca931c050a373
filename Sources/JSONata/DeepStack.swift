import Foundation

/// Runs work on a thread whose stack holds deep expressions.
package enum DeepStack {
  /// 1,000 levels of an expression take some megabytes; only what is used becomes memory.
  private static let bytes = 512 << 20

  /// Waits for the work and gives its result. Call it from where waiting is allowed.
  package static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) -> Result? {
    let outcome = Outcome<Result>()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      outcome.result = work()
      done.signal()
    }
    thread.stackSize = bytes
    thread.start()
    done.wait()
    return outcome.result
  }

  private final class Outcome<Result>: @unchecked Sendable {  // written before the signal, read after it: never at once
    var result: Result?
  }
}
