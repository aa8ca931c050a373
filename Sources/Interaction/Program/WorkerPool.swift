import Dispatch
import Foundation
import Synchronization

/// A few threads for work that blocks, apart from Swift's cooperative pool, which blocking calls would starve.
///
/// Threads start when first needed. Jobs wait their turn when all threads are busy.
package final class WorkerPool: Sendable {
  private let line: JobLine
  private let limit: Int

  package init(threads: Int = 4) {
    line = JobLine()
    limit = max(1, threads)
  }

  deinit { line.close() }

  package func run(_ job: @escaping @Sendable () -> Void) {
    guard line.add(job, threadLimit: limit) else { return }
    let line = line
    let thread = Thread { line.work() }
    thread.name = "assay-worker"
    // The engine's parser recurses deeply, and the default differs from system to system.
    thread.stackSize = 8 << 20
    thread.start()
  }
}

/// The jobs that wait, and the threads that wait for jobs.
private final class JobLine: Sendable {
  private struct State {
    var jobs: [@Sendable () -> Void] = []
    var threads = 0
    var idle = 0
    var isClosed = false
  }
  private let state = Mutex(State())
  private let ready = DispatchSemaphore(value: 0)

  /// True when the caller has to start another thread.
  func add(_ job: @escaping @Sendable () -> Void, threadLimit: Int) -> Bool {
    defer { ready.signal() }
    return state.withLock { state in
      state.jobs.append(job)
      guard state.idle < state.jobs.count, state.threads < threadLimit else { return false }
      state.threads += 1
      return true
    }
  }

  func close() {
    let threads = state.withLock { state in
      state.isClosed = true
      return state.threads
    }
    for _ in 0..<threads { ready.signal() }
  }

  func work() {
    while true {
      state.withLock { $0.idle += 1 }
      ready.wait()
      let job = state.withLock { state in
        state.idle -= 1
        return state.jobs.isEmpty ? nil : state.jobs.removeFirst()
      }
      if let job { job() } else if state.withLock({ $0.isClosed }) { return }
    }
  }
}
