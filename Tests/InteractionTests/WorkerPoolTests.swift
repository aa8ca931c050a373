import Dispatch
import Interaction
import Synchronization
import Testing

@Suite struct WorkerPoolTests {
  @Test("every job runs and no more than the limit at once") func everyJobRunsAndNoMoreThanTheLimitAtOnce() {
    let pool = WorkerPool(threads: 3)
    let done = DispatchSemaphore(value: 0)
    let running = Mutex((now: 0, most: 0))
    for _ in 0..<200 {
      pool.run {
        running.withLock {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
        running.withLock { $0.now -= 1 }
        done.signal()
      }
    }
    for _ in 0..<200 { done.wait() }
    #expect(running.withLock { $0.most } <= 3)
  }

  @Test("a job that blocks does not hold up the others") func aJobThatBlocksDoesNotHoldUpTheOthers() {
    let pool = WorkerPool(threads: 2)
    let (gate, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    pool.run { gate.wait() }
    for _ in 0..<10 { pool.run { done.signal() } }
    for _ in 0..<10 { done.wait() }
    gate.signal()
  }

  @Test("the mailbox wakes once per batch and keeps the order") func theMailboxWakesOncePerBatchAndKeepsTheOrder() {
    let wakes = Mutex(0)
    let mailbox = Mailbox<Int>(wake: { wakes.withLock { $0 += 1 } })
    for letter in 0..<5 { mailbox.post(letter) }
    #expect(mailbox.takeAll() == [0, 1, 2, 3, 4])
    #expect(mailbox.takeAll().isEmpty)
    mailbox.post(5)
    #expect(wakes.withLock { $0 } == 2)
  }
}
