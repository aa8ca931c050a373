import Files
import Foundation
import JSON
import Lake
import Ledger
import Project
import Words

/// Sees to it that the lake's manifest of a source, the journal's copy of it and the kept bytes belong together, before
/// anything is loaded or read: a journal that was lost, restored or replaced learns what the lake holds, a manifest that is
/// missing is made anew, and bytes that are gone are taken from incoming again.
struct ManifestUpkeep {
  let session: LakeSession
  let source: SourceDefinition
  let execution: ExecutionID
  let reporter: any StepReporter

  var manifest: SourceManifest { SourceManifest(workspace: session.workspace, source: source) }
  var kept: KeptFiles { KeptFiles(workspace: session.workspace, source: source) }
  private var journal: any RunLedger { session.journal }

  /// What was done, in words for the step's message.
  struct Report {
    var notes: [String] = []
  }

  /// Everything; what had to be done goes into the report. To be called under the table's lock.
  func run(_ report: inout Report) throws {
    try agree(&report)
    try Withdrawal(session: session, source: source).finish()
    try mend(&report)
  }

  /// The journal says what the lake says; a lake that has no manifest gets one. To be called under the table's lock.
  func agree(_ report: inout Report) throws {
    if try manifest.state() == nil { try make(&report) }
    guard try !manifest.agrees(with: journal), let contents = try manifest.contents() else { return }
    let wasNew = try journal.manifestState(of: source.name) == nil && journal.newestManifest(of: source.name) == nil
    let adoption = try journal.adopt(contents.records, state: contents.state, of: source.name)
    note(adoption, wasNew, &report)
  }

  private func note(_ adoption: ManifestAdoption, _ wasNew: Bool, _ report: inout Report) {
    var parts: [String] = []
    if adoption.added > 0 { parts.append("\(Self.files(adoption.added)) learned from the lake") }
    if adoption.removed > 0 { parts.append("\(Self.files(adoption.removed)) forgotten that the lake does not hold") }
    guard !parts.isEmpty else { return }
    let what = wasNew ? "a new journal" : "the journal is another one, or was restored"
    tell("\(source.table): \(what), so what is loaded was read from the lake: \(parts.joined(separator: ", "))")
    report.notes.append(parts.joined(separator: ", "))
  }

  func tell(_ text: String) { reporter.log(.warning, text) }

  static func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }
}

extension ManifestUpkeep {
  /// Writes the manifest of a lake that has none: made by an assay before there was one, or lost. Taken from the journal as
  /// far as the bytes bear it out, and from the kept bytes themselves.
  private func make(_ report: inout Report) throws {
    let known = try journal.allManifests(of: source.name)
    let keptFiles = try kept.all()
    guard !known.isEmpty || !keptFiles.isEmpty else { return }
    var lines: [ManifestLine] = []
    var chain = ""
    for record in try believed(known) {
      chain = ManifestContents.chain(chain, record.file, at: record.sequence)
      var file = record.file
      file.status = .loaded
      let line = ManifestRecord(sequence: record.sequence, chain: chain, ingestedAt: record.ingestedAt, file: file)
      lines.append(.file(line))
      if record.status == .lost { lines.append(.lost(record.sequence)) }
      if record.status == .withdrawn { lines.append(.withdrawn(record.sequence, rereads: record.rereads)) }
    }
    try write(lines)
    try journal.adopt(try manifest.contents()?.records ?? [], state: try manifest.state() ?? "", of: source.name)
    var names = Set(lines.compactMap(\.name).map(ExactText.init))
    // Those may be what a killed worker had not finished; they are loaded as they are delivered now.
    if try LoadingMark(manifest).isThere() { names.formUnion(try incoming().keys) }
    try adopt(keptFiles.filter { !names.contains(ExactText($0.name)) }, &report)
  }

  /// What is delivered now, by name.
  func incoming() throws -> [ExactText: IncomingFile] {
    let files = try source.incoming(projectFolder: session.workspace.project.folder).files
    return Dictionary(files.map { (ExactText($0.name), $0) }) { first, _ in first }
  }

  /// Those of the journal's files that can be this lake's: their bytes are here, or nothing else has their name.
  private func believed(_ known: [ManifestRecord]) throws -> [ManifestRecord] {
    let incoming = try incoming()
    return try known.filter { record in
      try reporter.checkStopped()
      // What was taken out is nowhere to be looked for.
      if record.status == .withdrawn { return true }
      if try kept.holds(record) { return try kept.verifies(record) }
      guard let file = incoming[ExactText(record.name)] else { return true }
      return try file.size == record.size && file.sha256() == record.sha256
    }
  }

  /// All of them at once or none: a manifest that is half there would be believed.
  private func write(_ lines: [ManifestLine]) throws {
    guard !lines.isEmpty else { return }
    if session.workspace.isInBucket {
      let text = lines.map { $0.json.text + "\n" }.joined()
      return try ManifestParts(manifest).write(Array(text.utf8), at: 0)
    }
    let folder = (manifest.path as NSString).deletingLastPathComponent
    let pending = try PendingFile(in: folder)
    for line in lines {
      var text = line.json.text + "\n"
      try text.withUTF8 { try pending.append(UnsafeRawBufferPointer($0)) }
    }
    try PendingFile.publish([(pending, manifest.path)], in: session.workspace.store)
  }

  /// Loads kept bytes that no manifest names, each as a new file.
  func adopt(_ files: [IncomingFile], _ report: inout Report) throws {
    guard !files.isEmpty else { return }
    let writer = try ManifestWriter(manifest, journal, state: try manifest.state())
    writer.startAbove(try BookmarkFloor(session: session).newest(of: source.table))
    var adopted = 0
    for file in files {
      try reporter.checkStopped()
      reporter.progress(nil, "reads \(file.name) again")
      do {
        guard let new = try keepAgain(file) else { continue }
        _ = try writer.load(new)
        adopted += 1
      } catch let error as LakeError where !error.endsTheStep {
        tell("\(source.table): the kept file \(file.path) cannot be loaded again: \(error.cause)")
      }
    }
    tell("\(source.table): \(Self.files(adopted)) loaded again from the lake's own bytes, which no manifest named")
    report.notes.append("\(Self.files(adopted)) loaded again from the kept bytes")
  }

  /// Copies a file to its place in the lake and looks at it once more; nil when it changes meanwhile.
  func keepAgain(_ file: IncomingFile) throws -> NewManifest? {
    let pending = session.workspace.pendingPath(source)
    guard let copy = try file.copy(into: pending, between: { try reporter.checkStopped() }) else { return nil }
    return try SourceIngest(session: session, source: source, execution: execution, reporter: reporter)
      .keep(file, copy)
  }
}

extension ManifestLine {
  fileprivate var name: String? { if case .file(let record) = self { record.name } else { nil } }
}
