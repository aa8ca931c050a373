import Files
import Foundation
import JSON
import Lake
import Ledger
import Project

/// What a source loaded, as the lake itself knows it: one line of JSON for each file, in `_manifest/NAME.jsonl`. It is written
/// before the journal's copy and counts more than that: a journal that was lost, restored or taken from another project
/// says something else about the same lake, and is then made to say the same.
///
/// The file lies at the root of the lake and not in the source's folder, so that it outlives the bytes it is about.
package struct SourceManifest {
  let workspace: Workspace
  let source: SourceDefinition

  package init(workspace: Workspace, source: SourceDefinition) {
    self.workspace = workspace
    self.source = source
  }

  package var path: String { "\(workspace.lakePath)/_manifest/\(source.name).jsonl" }

  /// Nil where there is none and it is only to be read.
  func open(toWrite: Bool = false) throws -> (any ManifestText)? {
    guard workspace.isInBucket else { return try ManifestFile(path: path, toWrite: toWrite) }
    let parts = ManifestParts(self)
    return try toWrite || !parts.names().isEmpty ? parts : nil
  }

  /// How the manifest looks now; nil where there is none. Reads its last line alone.
  func state() throws -> String? {
    guard let file = try open() else { return nil }
    // One that holds no whole line yet says nothing.
    guard let tail = try file.tail() else { return nil }
    return Self.state(size: tail.end, lastLine: tail.line)
  }

  /// Its whole lines as they are; nil where there is none.
  package func bytes() throws -> [UInt8]? {
    guard let bytes = try open()?.all() else { return nil }
    return bytes.lastIndex(of: UInt8(ascii: "\n")).map { Array(bytes[...$0]) }
  }

  /// Begins a manifest that is not there yet with whole lines; false where it says the same already.
  package func begin(with lines: [UInt8]) throws -> Bool {
    if let there = try bytes() {
      guard there == lines else { throw isBusy }
      return false
    }
    if !workspace.isInBucket { try workspace.makeFolder((path as NSString).deletingLastPathComponent) }
    try open(toWrite: true)?.write(lines, at: 0)
    return true
  }

  /// Nil where there is none. Throws where a line cannot be read.
  package func contents() throws -> ManifestContents? {
    guard let file = try open() else { return nil }
    let contents = try contents(of: try file.all())
    return contents.size > 0 ? contents : nil
  }

  private func contents(of bytes: [UInt8]) throws -> ManifestContents {
    var contents = ManifestContents()
    let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { bytes[...$0] } ?? []
    var last: ArraySlice<UInt8> = []
    for (index, line) in whole.split(separator: UInt8(ascii: "\n")).enumerated() {
      contents.apply(try parsed(line, number: index + 1))
      last = line
    }
    contents.size = Int64(whole.count)
    contents.state = Self.state(size: contents.size, lastLine: Array(last))
    return contents
  }

  private func parsed(_ line: ArraySlice<UInt8>, number: Int) throws -> ManifestLine {
    do throws(JSONError) {
      if let parsed = ManifestLine(try JSONValue(parsing: Array(line)), source: source.name) { return parsed }
    } catch { throw damaged(number) }
    throw damaged(number)
  }

  private func damaged(_ number: Int) -> LakeError {
    LakeError(
      .manifestDamaged,
      """
      \(path):\(number): this line of the lake's manifest cannot be read. Move the file away and run again: it is made \
      anew from the journal and the kept files, each checked by its bytes
      """)
  }

  static func state(size: Int64, lastLine: [UInt8]) -> String {
    "\(size)-\(StableHash.hex(String(decoding: lastLine, as: UTF8.self)))"
  }
}

extension SourceManifest {
  /// The source's files as the lake knows them, in loading order; as the journal does where the lake has no manifest yet.
  package func records(_ journal: any RunLedger) throws -> [ManifestRecord] {
    try agrees(with: journal) ? try journal.allManifests(of: source.name) : try contents()?.records ?? []
  }

  /// Whether the journal says the same. It does where there is no manifest to say otherwise.
  package func agrees(with journal: any RunLedger) throws -> Bool {
    guard let state = try state() else { return true }
    return try journal.manifestState(of: source.name) == state
  }

  /// The files that were taken out, in loading order.
  func withdrawn(_ journal: any RunLedger) throws -> [ManifestRecord] {
    if try agrees(with: journal) { return try journal.withdrawnManifests(of: source.name) }
    return (try contents()?.records ?? []).filter { $0.status == .withdrawn }
  }

  /// Those of the names that are loaded or lost, by name.
  func known(_ names: [String], _ journal: any RunLedger) throws -> [ExactText: ManifestRecord] {
    if try agrees(with: journal) {
      let loaded = try journal.loadedManifests(source: source.name, names: names)
      let lost = try journal.lostManifests(of: source.name)
      return loaded.merging(lost.map { (ExactText($0.name), $0) }) { loaded, _ in loaded }
    }
    let records = (try contents()?.records ?? []).filter { $0.status != .withdrawn }
    return Dictionary(records.map { (ExactText($0.name), $0) }) { _, newer in newer }
  }
}
