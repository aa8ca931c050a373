import Foundation
import Ledger
import Operations
import Project
import Watch
import Words

/// Tells whoever the project names of a run that has ended, in OpenLineage's words. A run never fails for it: what went wrong
/// is a warning in its log.
package struct LineageTelling {
  private let operations: LocalOperations

  package init(_ operations: LocalOperations) { self.operations = operations }

  package func tell(of execution: ExecutionID) throws {
    guard let target = operations.project.openLineage, let record = try operations.journal.execution(execution),
      record.workflow == nil
    else { return }
    let detail = try operations.execution(execution.rawValue, asOf: nil)
    let events = OpenLineage(detail, in: operations.identity).events
    guard !events.isEmpty else { return }
    let outcome = tell(target, events.map { $0.text + "\n" }.joined())
    guard outcome != "done" else { return }
    try operations.journal.append([
      NewLogLine(execution: execution, level: .warning, message: "OpenLineage events were not told: \(outcome)")
    ])
  }

  private func tell(_ target: LineageTarget, _ text: String) -> String {
    switch target {
    case .command(let command): return ProjectCommand(folder: operations.project.folder).run(command, input: text)
    case .file(let path):
      do {
        try Self.append(text, to: path)
        return "done"
      } catch {
        return "\(path): \(error.localizedDescription)"
      }
    }
  }

  /// In one write at the file's end, so that runs that end at the same time do not mix their lines.
  private static func append(_ text: String, to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).write(contentsOf: Data(text.utf8))
  }
}
