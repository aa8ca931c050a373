import Foundation
import ModelSQL

/// Held while a table is written, so that two workers on one environment take turns instead of doing the work twice. It is
/// a lock of the kernel's on an open file: a worker that dies lets go of it. Correctness does not rest on it (the table's
/// log does that); it only saves work.
final class TableLock {
  private let descriptor: Int32

  init(_ table: TableName, in workspace: Workspace) throws(LakeError) {
    let folder = workspace.statePath + "/locks"
    try workspace.makeFolder(folder)
    let path = "\(folder)/\(table.layer.rawValue).\(table.name)"
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw LakeError("NotWritable", "cannot open the lock \(path): \(String(cString: strerror(errno)))")
    }
    while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
  }

  /// Lets the next writer in; the end of the process does so too.
  func release() { close(descriptor) }
}
