import ModelSQL
import Words

/// Where a lake is to be, held against the places where it must not be.
struct LakePlace {
  /// Absolute.
  let path: String
  let projectFolder: String

  typealias Finding = (severity: Severity, message: String)

  private static let systemFolders = ["bin", "boot", "dev", "etc", "lib", "proc", "sbin", "sys", "usr"]
  private static let example = "name a folder of its own, such as lake/dev"

  /// What is wrong with the place; nil when nothing is.
  ///
  /// - Parameter isVariable: whoever writes it as a variable means another place.
  func finding(isVariable: Bool) -> Finding? {
    if path.isEmpty || path == "/" {
      return (.error, "the lake cannot be the root of the file system; \(Self.example)")
    }
    if Self.isInside(projectFolder, path) {
      return (.error, "the lake cannot be the project's folder or one around it; \(Self.example)")
    }
    let names = path.split(separator: "/").map(String.init)
    if names.contains(".assay") {
      return (.error, "the lake cannot lie in .assay, which belongs to assay; \(Self.example)")
    }
    if Self.isInside(path, projectFolder) { return nil }
    if Self.systemFolders.contains(names[0]) {
      return (.warning, "the lake \(path) lies in a folder of the system; \(Self.example)")
    }
    return isVariable
      ? nil : (.warning, "the lake \(path) lies outside of the project, and does not move with it when it is copied")
  }

  /// What is wrong with a source's files lying where they do; nil when nothing is.
  func finding(readBy glob: FileGlob) -> Finding? {
    let base = glob.baseFolder
    if base == path { return (.error, "its files lie in the lake \(path); keep them apart") }
    if Self.isInside(path, base), glob.isDeep {
      return (.error, "\(glob) also finds the files of the lake \(path); keep them apart")
    }
    if Self.isInside(path, base), base != projectFolder {
      return (.warning, "the lake \(path) lies among its files; keep them apart")
    }
    return Self.isInside(base, path) ? (.warning, "its files lie in the lake \(path); keep them apart") : nil
  }

  /// Whether a path is the folder, or lies below it.
  private static func isInside(_ path: String, _ folder: String) -> Bool {
    path == folder || path.hasPrefix(folder == "/" ? folder : folder + "/")
  }
}
