import Foundation
import Project

/// The executables of a project's folder `functions`.
struct FunctionFile {
  private let folder: String
  init(_ project: ProjectDefinition) { folder = project.folder + "/functions" }

  enum Found: Equatable {
    case executable(String)
    /// Why there is none, as the end of a sentence.
    case missing(String)

    var failure: String? { if case .missing(let reason) = self { reason } else { nil } }
  }

  /// `clean` of a name, `clean:alias`, or an ARN that ends so.
  static func name(in text: String) -> String {
    let parts = text.split(separator: ":").map(String.init)
    if let place = parts.firstIndex(of: "function"), parts.count > place + 1 { return parts[place + 1] }
    return parts.first ?? text
  }

  func find(_ name: String) -> Found {
    guard !name.isEmpty, name.utf8.allSatisfy({ Self.letters.contains($0) }) else {
      return .missing("“\(name)” is no name of a function")
    }
    // A folder that is not there has no functions.
    let found = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0 == name || $0.hasPrefix(name + ".") }.sorted()
    guard found.count == 1 else {
      let names = found.joined(separator: ", ")
      return .missing(found.isEmpty ? "there is no functions/\(name)" : "functions/\(name) may be each of \(names)")
    }
    guard !isFolder(found[0]) else {
      return .missing("functions/\(found[0]) is a folder; a function is one file that can be executed")
    }
    guard FileManager.default.isExecutableFile(atPath: folder + "/" + found[0]) else {
      return .missing("functions/\(found[0]) may not be executed: chmod +x it")
    }
    return .executable(folder + "/" + found[0])
  }

  private func isFolder(_ name: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder) && isFolder.boolValue
  }

  private static let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)
}
