import Foundation

/// Who may look at what assay keeps for itself: the owner, unless the owner has said otherwise.
///
/// The journal holds values that were logged, so others have no business in it. New folders are 0700 and a new journal is
/// 0600. Folders and files that others may enter are tightened, because earlier versions left them so; a mode that opens
/// them to the group alone is somebody's choice and stays, and a new journal in such a folder is open to the group too.
enum PrivateFiles {
  /// Makes the folder and those above it that are missing, and tightens it and a folder named `.assay` above it.
  static func makeFolder(_ path: String) throws {
    let above = (path as NSString).deletingLastPathComponent
    let isState = (above as NSString).lastPathComponent == ".assay"
    for folder in isState ? [above, path] : [path] {
      if !FileManager.default.fileExists(atPath: folder) {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } else if isState {
        tighten(folder, to: 0o700)
      }
    }
  }

  /// Makes the empty file that is to become a journal, or tightens the one there is with the files beside it.
  static func prepare(journal path: String) {
    let folder = mode(of: (path as NSString).deletingLastPathComponent) ?? 0
    let wanted: mode_t = folder & 0o007 == 0 ? 0o600 | (folder & 0o060) : 0o600
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, wanted)
    guard descriptor < 0 else {
      // What the mask of the process took away is given back to the group that may enter the folder.
      fchmod(descriptor, wanted)
      close(descriptor)
      return
    }
    for file in [path, path + "-wal", path + "-shm"] { tighten(file, to: 0o600) }
  }

  /// Where others have a right, only the owner keeps any. Not to be the owner is no fault of this process.
  private static func tighten(_ path: String, to wanted: mode_t) {
    guard let found = mode(of: path), found & 0o007 != 0 else { return }
    chmod(path, wanted)
  }

  private static func mode(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
  }
}
