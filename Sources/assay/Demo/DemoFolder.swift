import Foundation
import SampleShop

/// The folder a demo lives in.
struct DemoFolder {
  /// Absolute.
  let path: String
  /// Says that a folder is a demo, and whether its days were played to the end.
  static let mark = ".assay/demo"
  private static let whole = "complete\n"

  /// A demo that was played to the end: a person may have gone on from there.
  var isComplete: Bool {
    (try? String(contentsOfFile: path + "/" + Self.mark, encoding: .utf8)) == Self.whole
      && FileManager.default.fileExists(atPath: path + "/project.yml")
  }

  func markComplete() throws { try FolderPath.write(Array(Self.whole.utf8), to: path + "/" + Self.mark) }

  /// Copies the sample's definitions here, without its data: that comes day by day. A demo that was not played to its end is made anew.
  func prepare(from sample: String, force: Bool) throws {
    let names = try FolderPath.names(in: path)
    let isDemo = FileManager.default.fileExists(atPath: path + "/" + Self.mark)
    guard names.isEmpty || isDemo || force else {
      throw Failure.usage("\(path) is not empty and is no demo; give another folder, or --force to use it all the same")
    }
    let definitions = try FolderPath.names(in: sample).filter { !["incoming", "lake", ".assay"].contains($0) }
    let isNew = !FolderPath.isFolder(path)
    do {
      for name in definitions + ["incoming", "lake", ".assay"] where names.contains(name) {
        try FileManager.default.removeItem(atPath: path + "/" + name)
      }
      // First of all, so that a folder that was left half full is known, and filled by the next demo.
      try FolderPath.write([], to: path + "/" + Self.mark)
      for name in definitions { try Self.copy(sample + "/" + name, to: path + "/" + name) }
      try writeSecret()
    } catch {
      // What cannot be removed has its mark; the first failure is what counts.
      if isNew { try? FileManager.default.removeItem(atPath: path) }
      throw Failure(.bad, "\(path) cannot be filled: \((error as? Failure)?.text ?? error.localizedDescription)")
    }
  }

  /// Reads and writes: the copy is the caller's own, whoever owns the sample and whatever its permissions are.
  private static func copy(_ source: String, to target: String) throws {
    guard FolderPath.isFolder(source) else {
      try FolderPath.write(try Data(contentsOf: URL(fileURLWithPath: source)), to: target)
      // Functions are run.
      if access(source, X_OK) == 0 { chmod(target, 0o755) }
      return
    }
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    for name in try FolderPath.names(in: source) { try copy(source + "/" + name, to: target + "/" + name) }
  }

  /// The salt that masks e-mails, phones and addresses: random, and readable by its owner only.
  private func writeSecret() throws {
    let folder = path + "/.assay/secrets"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var random = SystemRandomNumberGenerator()
    let salt = (0..<4).map { _ in String(random.next(), radix: 16) }.joined()
    let name = folder + "/masking_salt"
    guard
      FileManager.default.createFile(
        atPath: name, contents: Data((salt + "\n").utf8), attributes: [.posixPermissions: 0o600])
    else { throw Failure(.bad, "\(name) cannot be written") }
  }

  /// Puts files where the source drops them, as if they had come at `moment`.
  static func place(_ files: [ShopFile], in folder: String, at moment: Date) throws {
    for file in files {
      let path = folder + "/" + file.path
      try FolderPath.write(file.bytes, to: path)
      // The time is only for a person who looks: a file is told from another by its content.
      try? FileManager.default.setAttributes([.modificationDate: moment], ofItemAtPath: path)
    }
  }
}
