import Files
import Foundation
import ModelSQL
import Words
import YAML

/// The files of a project folder, read as text.
struct ProjectFolder {
  /// A definition is a page, not a data file.
  static let sizeLimit = 4_000_000

  /// Absolute, without a closing `/`.
  let path: String
  let log: ProblemLog
  /// Texts by path that stand in place of the files; nil reads those.
  var kept: [String: String]?

  func exists(_ name: String) -> Bool {
    kept.map { $0[name] != nil } ?? FileManager.default.fileExists(atPath: path + "/" + name)
  }

  /// The names in a folder, sorted, those that begin with a dot left out; none when there is no such folder.
  func names(in folder: String) -> [String] {
    if let kept {
      let inside = kept.keys.filter { $0.hasPrefix(folder + "/") }.compactMap {
        $0.dropFirst(folder.utf8.count + 1).split(separator: "/").first.map(String.init)
      }
      return Set(inside).sorted()
    }
    let full = path + "/" + folder
    guard FileManager.default.fileExists(atPath: full) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: full).filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      log.error(folder, .start, "the folder cannot be read: \(error.localizedDescription)")
      return []
    }
  }

  func isFolder(_ name: String) -> Bool {
    if let kept { return kept.keys.contains { $0.hasPrefix(name + "/") } }
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// The text of a file; nil, and a problem, when it cannot be had.
  func text(_ name: String) -> String? {
    if let kept {
      guard let text = kept[name] else {
        log.error(name, .start, "the file was not kept")
        return nil
      }
      return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }
    do throws(FileError) {
      let bytes = try RegularFile(path + "/" + name).bytes(limit: Self.sizeLimit)
      guard bytes.count <= Self.sizeLimit else {
        log.error(name, .start, "the file is larger than \(Self.sizeLimit / 1_000_000) MB")
        return nil
      }
      return utf8(bytes, name)
    } catch {
      log.error(name, .start, "the file cannot be read: \(error.cause)")
      return nil
    }
  }

  /// The document in a YAML file; nil when it is empty or cannot be read.
  func yaml(_ name: String) -> (text: String, root: YAMLNode)? {
    guard let text = text(name) else { return nil }
    do throws(YAMLError) {
      guard let root = try YAMLNode.parse(text), !root.isNull else {
        log.error(name, .start, "the file is empty")
        return nil
      }
      return (text, root)
    } catch {
      log.error(name, SourcePosition(line: error.line, column: error.column), error.message)
      return nil
    }
  }

  /// The name of a file without its ending; nil, and a word about it, for what is not read.
  func baseName(_ name: String, _ ending: String, _ path: String) -> String? {
    if isFolder(path) {
      log.error(path, .start, "a folder is not read here; files stand side by side")
      return nil
    }
    guard name.hasSuffix(ending), name.count > ending.count else {
      if !name.hasPrefix("README") { log.warning(path, .start, "not read: the name does not end in \(ending)") }
      return nil
    }
    return String(name.dropLast(ending.count))
  }

  private func utf8(_ data: [UInt8], _ name: String) -> String? {
    let bytes = data.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(data.dropFirst(3)) : data
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    // Everything before the first wrong byte decodes to itself, so the place is where both part.
    let repaired = Array(String(decoding: bytes, as: UTF8.self).utf8)
    let offset = zip(bytes, repaired).prefix { $0 == $1 }.count
    let place = SQLText(String(decoding: bytes[..<offset], as: UTF8.self)).position(ofByte: offset)
    log.error(name, place, "the file is not UTF-8 text")
    return nil
  }
}
