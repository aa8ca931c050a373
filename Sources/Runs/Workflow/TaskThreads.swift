import Foundation

/// Threads for tasks that block, made when they are needed and never more than so many.
final class TaskThreads: @unchecked Sendable {  // everything mutable is touched under the condition's lock
  private let condition = NSCondition()
  private var waiting: [@Sendable () -> Void] = []
  private var idle = 0
  private var count = 0
  private static let most = 64

  func run(_ work: @escaping @Sendable () -> Void) {
    condition.lock()
    defer { condition.unlock() }
    waiting.append(work)
    if idle >= waiting.count || count == Self.most { return condition.signal() }
    count += 1
    let thread = Thread { [self] in loop() }
    thread.name = "assay task \(count)"
    thread.stackSize = 16 << 20
    thread.start()
  }

  private func loop() {
    while true {
      condition.lock()
      idle += 1
      while waiting.isEmpty { condition.wait() }
      idle -= 1
      let work = waiting.removeFirst()
      condition.unlock()
      work()
    }
  }
}
