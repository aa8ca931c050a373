import Crawling
import Foundation

/// The beginnings of the files below a folder. Names that begin with a dot or an underscore are passed over, as is what is
/// no regular file.
package enum FolderSamples {
  /// So many files are looked into far enough to tell types and keys, the others only as far as their format.
  private static let looked = 400
  private static let most = 100_000

  /// - Parameters:
  ///   - path: a folder, or one file.
  ///   - folders: absolute paths that are left out: lakes.
  package static func of(_ path: String, leavingOut folders: [String] = []) throws(RunError) -> [FileSample] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw RunError(.notFound, "there is no file or folder \(path)")
    }
    guard isFolder.boolValue else {
      return try sample(path, named: (path as NSString).lastPathComponent, bytes: 1 << 18).map { [$0] } ?? []
    }
    var samples: [FileSample] = []
    for name in try names(path, leavingOut: folders) {
      let bytes = samples.count < looked ? 1 << 18 : 1 << 12
      if let sample = try sample(path + "/" + name, named: name, bytes: bytes) { samples.append(sample) }
    }
    return samples
  }

  private static func names(_ path: String, leavingOut folders: [String]) throws(RunError) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: path) else {
      throw RunError(.failed, "cannot read the folder \(path)")
    }
    var names: [String] = []
    for case let name as String in walk {
      let last = (name as NSString).lastPathComponent
      if last.hasPrefix(".") || last.hasPrefix("_") || folders.contains(path + "/" + name) {
        walk.skipDescendants()
      } else if walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular {
        names.append(name)
        guard names.count <= most else {
          throw RunError(.failed, "there are more than \(most) files below \(path); crawl its folders one by one")
        }
      }
    }
    return names.sorted()
  }

  /// Nil for what is gone meanwhile.
  private static func sample(_ path: String, named name: String, bytes: Int) throws(RunError) -> FileSample? {
    guard let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber else { return nil }
    guard let file = FileHandle(forReadingAtPath: path) else { throw RunError(.failed, "cannot read \(path)") }
    defer { try? file.close() }
    do {
      return FileSample(path: name, size: size.intValue, bytes: [UInt8](try file.read(upToCount: bytes) ?? Data()))
    } catch {
      throw RunError(.failed, "cannot read \(path): \(error.localizedDescription)")
    }
  }
}
