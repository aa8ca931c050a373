import Foundation
import Hashes

/// SHA-256 of bytes that come piece by piece.
package struct Digest {
  private var hash = RunningHash(.sha256)

  package init() {
  }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bytes) }

  /// Lower-case hexadecimal.
  package func text() -> String { hash.text() }
}

/// The same on a thread of its own, while the caller reads and writes. A block must stay as it is until the next one but one
/// is handed over; used by one thread.
package final class DigestBeside {
  private final class State: @unchecked Sendable {  // touched on the queue alone, or when nothing is on it
    var digest = Digest()
  }

  private let state = State()
  private let queue = DispatchQueue(label: "assay digest")
  private let pending = DispatchGroup()

  package init() {}

  package func update(_ block: FileBlock) {
    pending.wait()
    queue.async(group: pending) { [state] in state.digest.update(block.bytes) }
  }

  /// Waits for what was handed over.
  package func text() -> String {
    pending.wait()
    return state.digest.text()
  }
}

/// A hash of text that is the same in every process, unlike Swift's own.
package enum StableHash {
  package static func hex(_ text: String) -> String {
    var digest = Digest()
    var text = text
    text.withUTF8 { digest.update(UnsafeRawBufferPointer($0)) }
    return String(digest.text().prefix(16))
  }
}
