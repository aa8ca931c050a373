import Foundation
import Operations
import Words
import Words

/// A folder that is to be written to, or the nearest one above that is there already.
struct StoragePlace {
  private let path: String
  private let existing: String

  init(_ path: String) {
    self.path = path
    var url = URL(fileURLWithPath: path)
    while !FileManager.default.fileExists(atPath: url.path), url.path != "/" { url = url.deletingLastPathComponent() }
    existing = url.path
  }

  func access(_ name: String) -> Finding {
    guard Foundation.access(existing, W_OK) == 0 else {
      return Finding(name, .missing, "\(existing) cannot be written by this user", remedy: "chmod u+w \(existing)")
    }
    return Finding(name, .ok, path + (existing == path ? "" : " (not made yet)"))
  }

  /// Merges write a table's new files before they take the old ones away, so some room is always needed.
  var space: Finding {
    do {
      let values = try FileManager.default.attributesOfFileSystem(forPath: existing)
      let free = (values[.systemFreeSize] as? NSNumber)?.intValue ?? 0
      let isLow = free < 1_000_000_000
      return Finding("disk", isLow ? .warn : .ok, "\(NumberText.bytes(free)) free for the lake")
    } catch {
      return Finding("disk", .warn, "its free space cannot be told: \(error.localizedDescription)")
    }
  }
}
