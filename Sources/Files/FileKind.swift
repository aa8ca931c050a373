import Glibc

/// What stands at a path. Only a regular file can be read from its beginning to its end: the others may wait for ever, never
/// end, or answer what nobody wrote.
package enum FileKind: Sendable, Hashable {
  case regular, folder, link, pipe, socket, characterDevice, blockDevice, other

  package init(mode: UInt32) {
    switch mode & UInt32(S_IFMT) {
    case UInt32(S_IFREG): self = .regular
    case UInt32(S_IFDIR): self = .folder
    case UInt32(S_IFLNK): self = .link
    case UInt32(S_IFIFO): self = .pipe
    case UInt32(S_IFSOCK): self = .socket
    case UInt32(S_IFCHR): self = .characterDevice
    case UInt32(S_IFBLK): self = .blockDevice
    default: self = .other
    }
  }

  /// With its article: `a named pipe`.
  package var words: String {
    switch self {
    case .regular: "a file"
    case .folder: "a folder"
    case .link: "a link"
    case .pipe: "a named pipe"
    case .socket: "a socket"
    case .characterDevice, .blockDevice: "a device"
    case .other: "of an unknown kind"
    }
  }

  /// What a path leads to, links followed; nil when nothing is there, and `errno` says why.
  package static func at(_ path: RawPath) -> FileKind? {
    var status = stat()
    return path.withCString { stat($0, &status) } == 0 ? FileKind(mode: status.st_mode) : nil
  }

  /// What stands at a path itself, a link not followed.
  package static func at(link path: RawPath) -> FileKind? {
    var status = stat()
    return path.withCString { lstat($0, &status) } == 0 ? FileKind(mode: status.st_mode) : nil
  }
}
