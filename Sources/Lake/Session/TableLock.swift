import Foundation
import Words

/// Held while a table is written, so that two workers on one environment take turns instead of doing the work twice. It is
/// a lock of the kernel's on an open file: a worker that dies lets go of it. Correctness does not rest on it (the table's
/// log does that); it only saves work.
package final class TableLock {
  private let descriptor: Int32

  /// Waits until no other worker holds the lock, or the run is stopped.
  package init(_ table: TableName, in workspace: Workspace, reporter: any StepReporter) throws(LakeError) {
    let folder = workspace.statePath + "/locks"
    try workspace.makeFolder(folder)
    let path = "\(folder)/\(table.layer.rawValue).\(table.name)"
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw LakeError.notWritable("open the lock", path)
    }
    do throws(LakeError) {
      try Self.take(descriptor, reporter)
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// Asks again and again instead of sleeping in the kernel, where a stop would not be heard.
  private static func take(_ descriptor: Int32, _ reporter: any StepReporter) throws(LakeError) {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      // Where the file system has no locks, the table's log alone decides who wins.
      guard errno == EWOULDBLOCK || errno == EINTR else { return }
      try reporter.checkStopped()
      reporter.progress(nil, "waits for another worker")
      usleep(50_000)
    }
  }

  /// Lets the next writer in; the end of the process does so too.
  package func release() { close(descriptor) }
}
