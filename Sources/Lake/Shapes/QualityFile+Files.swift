import DataQuality
import Files
import Foundation
import Hashes
import Ledger

extension QualityFile {
  /// A loaded file, whose bytes are those that the lake keeps. It counts as written when it was written last before it was
  /// loaded.
  package init(_ manifest: ManifestRecord, in workspace: Workspace) {
    let sha256 = manifest.sha256
    self.init(name: manifest.name, byteCount: manifest.size, modified: manifest.modifiedAt) { algorithm in
      if algorithm == .sha256 { return sha256 }
      let path = workspace.fullPath(manifest)
      try workspace.bring([path])
      return try FileHash.text(of: path, algorithm)
    }
  }

  /// A file somebody named.
  package init(path: String) throws(LakeError) {
    guard let stamp = FileStamp(path: RawPath(path)) else {
      throw LakeError(.fileUnreadable, "cannot read \(path): \(String(cString: strerror(errno)))")
    }
    self.init(name: path, byteCount: stamp.size, modified: stamp.modifiedAt) { algorithm in
      try FileHash.text(of: path, algorithm)
    }
  }
}

/// The hash of a file's bytes, read piece by piece.
enum FileHash {
  static func text(of path: String, _ algorithm: QualityFile.HashAlgorithm) throws -> String {
    switch algorithm {
    case .md5: try text(of: path, RunningHash(.md5))
    case .sha1: try text(of: path, RunningHash(.sha1))
    case .sha256: try text(of: path, RunningHash(.sha256))
    }
  }

  private static func text(of path: String, _ start: RunningHash) throws -> String {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    var hash = start
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { piece.withUnsafeBytes { hash.update($0) } }
    return hash.text()
  }
}
