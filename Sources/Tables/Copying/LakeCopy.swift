import Deliveries
import DeltaLog
import Foundation
import Lake
import Project
import Storage
import Words

/// Copies a lake into an empty one, with the versions of its tables: first all bytes, then what names them, each log in
/// order. So what is there at any moment is a lake, only an older one, and a copy that was killed goes on where it stood.
///
/// Which builds there were the other environment's journal learns at its next run, as after a journal was lost.
package struct LakeCopy {
  private let from: Workspace
  private let to: Workspace
  private let reporter: any StepReporter

  package init(from: Workspace, to: Workspace, reporter: any StepReporter) {
    (self.from, self.to, self.reporter) = (from, to, reporter)
  }

  package struct Outcome: Sendable, Hashable {
    /// Objects that were copied now, and their bytes.
    package var files = 0
    package var bytes: Int64 = 0
    /// Those that an earlier attempt had copied.
    package var there = 0
    package var tables = 0
  }

  /// Says whose copy a lake is that is not whole yet.
  fileprivate static let mark = "_copying"

  package func run() throws -> Outcome {
    let plan = try Plan(told(from) { store throws(StorageError) in try store.everything(in: from.lakePath) }, of: from)
    guard !plan.isEmpty else {
      throw LakeError(.tableMissing, "there is no lake at \(from.address(of: from.lakePath)) to copy")
    }
    let there = try begin()
    var outcome = Outcome(tables: plan.logs.count)
    let all = plan.bytes + plan.logs.flatMap(\.self)
    for (index, name) in all.enumerated() {
      try reporter.checkStopped()
      reporter.progress(Double(index) / Double(all.count), name)
      try copy(name, there, &outcome)
    }
    for source in from.project.sources { try copyManifest(of: source, &outcome) }
    try told(to) { store throws(StorageError) in try store.remove(path(Self.mark)) }
    return outcome
  }

  /// What is in the other lake already, by bytes of the name: nothing, or a part of this copy.
  private func begin() throws(LakeError) -> Set<[UInt8]> {
    let wanted = Array(from.address(of: from.lakePath).utf8)
    let found = try told(to) { store throws(StorageError) in try store.everything(in: to.lakePath) }
    let names = Set(found.map { Array($0.dropFirst(to.lakePath.count + 1).utf8) })
    let place = to.address(of: to.lakePath)
    guard names.contains(Array(Self.mark.utf8)) else {
      guard names.isEmpty else {
        throw LakeError(
          .tableBusy, "the lake \(place) is not empty; a copy would mix two lakes: name an environment whose lake is")
      }
      try told(to) { store throws(StorageError) in try store.put(wanted, at: path(Self.mark)) }
      return []
    }
    let source = try told(to) { store throws(StorageError) in try store.read(path(Self.mark)) }
    guard source == wanted else {
      throw LakeError(
        .tableBusy,
        "the lake \(place) is a copy of \(String(decoding: source, as: UTF8.self)) that is not whole yet; end that first"
      )
    }
    return names
  }

  private func path(_ name: String) -> String { to.lakePath + "/" + name }

  private func copy(_ name: String, _ there: Set<[UInt8]>, _ outcome: inout Outcome) throws {
    let (source, target) = (from.lakePath + "/" + name, path(name))
    if there.contains(Array(name.utf8)), try isSame(source, target) {
      outcome.there += 1
      return
    }
    try from.bring([source])
    let temporary = "\(target).\(UUID().uuidString).tmp"
    try to.makeFolder((target as NSString).deletingLastPathComponent)
    do { try FileManager.default.copyItem(atPath: source, toPath: temporary) } catch {
      throw LakeError(.notWritable, "cannot copy \(source) to \(target): \(error.localizedDescription)")
    }
    outcome.files += 1
    outcome.bytes = outcome.bytes.saturatingAdd(size(of: temporary))
    try told(to) { store throws(StorageError) in try store.place(temporary, at: target) }
  }

  private func size(of path: String) -> Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
  }

  private func isSame(_ source: String, _ target: String) throws(LakeError) -> Bool {
    let one = try told(from) { store throws(StorageError) in try store.status(of: source)?.size }
    return try one == told(to) { store throws(StorageError) in try store.status(of: target)?.size }
  }

  /// A manifest has another form in a folder than in a bucket, with the same lines.
  private func copyManifest(of source: SourceDefinition, _ outcome: inout Outcome) throws {
    let manifest = SourceManifest(workspace: from, source: source)
    guard let bytes = try manifest.bytes(), !bytes.isEmpty else { return }
    if try SourceManifest(workspace: to, source: source).begin(with: bytes) { outcome.files += 1 }
    outcome.bytes = outcome.bytes.saturatingAdd(Int64(bytes.count))
  }

  private func told<Result>(
    _ workspace: Workspace, _ call: (any ObjectStore) throws(StorageError) -> Result
  ) throws(LakeError) -> Result {
    try LakeError.told { () throws(StorageError) in try call(workspace.store) }
  }

  /// What is copied, by names below the lake.
  private struct Plan {
    /// What nothing is seen of before a log or a manifest names it.
    var bytes: [String] = []
    /// Of each table, in the order of versions.
    var logs: [[String]] = []

    var isEmpty: Bool { bytes.isEmpty && logs.isEmpty }

    init(_ paths: [String], of workspace: Workspace) {
      var byTable: [String: [String]] = [:]
      for path in paths {
        let name = String(path.dropFirst(workspace.lakePath.count + 1))
        let parts = name.split(separator: "/")
        guard let file = parts.last, !Self.isUnfinished(file), parts.first != "_manifest", name != LakeCopy.mark,
          !parts.contains(".pending")
        else { continue }
        if let log = parts.firstIndex(of: "_delta_log") {
          byTable[parts[..<log].joined(separator: "/"), default: []].append(name)
        } else {
          bytes.append(name)
        }
      }
      bytes.sort()
      logs = byTable.sorted { $0.key < $1.key }.map { Self.ordered($0.value) }
    }

    private static func isUnfinished(_ name: Substring) -> Bool {
      name.hasSuffix(".tmp") || name.hasSuffix(".part") || name.hasPrefix("_warehouse.duckdb")
    }

    /// Commits by their versions, and the hint that names a checkpoint last.
    private static func ordered(_ names: [String]) -> [String] {
      names.sorted { one, other in
        (one.hasSuffix("_last_checkpoint") ? 1 : 0, one) < (other.hasSuffix("_last_checkpoint") ? 1 : 0, other)
      }
    }
  }
}
