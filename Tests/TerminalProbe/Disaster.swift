import Glibc
import Interaction

/// The ways to die.
enum Disaster {
  static func strike(_ action: ActionID) -> [Effect<ProbeMessage>] {
    switch action {
    case .trap: fatalError("the probe was told to trap")
    case .segv: raiseSegmentationFault()
    case .abort: abort()
    case .exit: exit(3)
    case .workerTrap:
      return [.work(Slot("trap")) { _ in fatalError("the probe's worker was told to trap") }]
    case .overflow: print(overflow(0))
    case .hang: while true { pause() }
    default: break
    }
    return []
  }

  private static func raiseSegmentationFault() {
    UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
  }

  /// Uses up the stack; the result depends on every level, so no optimiser can make it a loop.
  private static func overflow(_ depth: Int) -> Int {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 512) { room in
      room[depth % 512] = depth
      return overflow(depth + 1) + room[(depth + 1) % 512]
    }
  }
}
