import Foundation
import Lake
import Ledger
import Project

/// Which state of a project a run is of: the commit of git, with `+` where its definitions were changed since; where git does
/// not know it, a hash of the definitions.
package struct ProjectRevision {
  private let folder: String
  /// How long git may take, in seconds: a run does not wait for it.
  private static let patience = 3.0

  package init(folder: String) { self.folder = folder }

  /// The hash of each definition as it stands now, by its path.
  package func hashes() -> [String: String] { DefinitionTexts.read(folder: folder).mapValues(Self.hash) }

  private static func hash(_ bytes: [UInt8]) -> String {
    var digest = Digest()
    bytes.withUnsafeBytes { digest.update($0) }
    return digest.text()
  }

  func kept() -> KeptDefinitions {
    let files = DefinitionTexts.read(folder: folder).mapValues { bytes in
      KeptDefinitions.File(hash: Self.hash(bytes), text: String(validating: bytes, as: UTF8.self))
    }
    let all = files.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.hash)\n" }.joined()
    let hash = StableHash.hex(all)
    return KeptDefinitions(revision: commit() ?? "sha256:" + hash.prefix(12), hash: hash, files: files)
  }

  /// Nil where project.yml is in no commit.
  private func commit() -> String? {
    guard git("ls-files", "--error-unmatch", "--", ProjectDefinition.fileName) != nil,
      let head = git("rev-parse", "--short=12", "HEAD")?.trimmingCharacters(in: .whitespacesAndNewlines), !head.isEmpty,
      let changes = git(
        ["status", "--porcelain", "--untracked-files=all", "--", ProjectDefinition.fileName] + DefinitionTexts.folders)
    else { return nil }
    return head + (changes.isEmpty ? "" : "+")
  }

  private func git(_ arguments: String...) -> String? { git(arguments) }

  /// What git writes; nil where it fails, takes too long, or is not there. It starts nothing that the repository names.
  private func git(_ arguments: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-C", folder] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"]) { $1 }
    let output = Pipe()
    (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, output)
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let limit = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience, execute: limit)
    defer { limit.cancel() }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationReason == .exit && process.terminationStatus == 0 ? text : nil
  }
}
