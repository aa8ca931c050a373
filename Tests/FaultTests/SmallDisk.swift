import Foundation
import PseudoTerminal

/// A disk of a few megabytes, mounted on a folder.
final class SmallDisk {
  private let path: String
  private var ballast: String { path + "/.ballast" }

  /// - Parameter megabytes: its size.
  init(at path: String, megabytes: Int) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Self.command("/bin/mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path])
  }

  deinit {
    // A mount that stays would only keep a few megabytes; the next start of the machine ends it.
    try? Self.command("/bin/umount", ["--lazy", path])
  }

  /// Fills the disk up to what is left free, in bytes.
  func leave(_ free: Int) throws {
    unlink(ballast)
    var room = statvfs()
    guard statvfs(path, &room) == 0 else { throw PseudoTerminalError.system("statvfs", errno) }
    let size = Int(room.f_bavail) * Int(room.f_bsize) - free
    let file = open(ballast, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
    defer { close(file) }
    let code = posix_fallocate(file, 0, size)
    guard code == 0 else { throw PseudoTerminalError.system("posix_fallocate", code) }
  }

  func makeRoom() { unlink(ballast) }

  func refuseWrites() throws { try Self.command("/bin/mount", ["-o", "remount,ro", path]) }
  func allowWrites() throws { try Self.command("/bin/mount", ["-o", "remount,rw", path]) }

  /// Mounting takes root, and a system that lets root do it.
  static let canBeMade: Bool = {
    guard geteuid() == 0 else { return false }
    let path = NSTemporaryDirectory() + "/assay-mount-" + UUID().uuidString
    defer { rmdir(path) }
    do {
      _ = try SmallDisk(at: path, megabytes: 1)
      return true
    } catch {
      return false
    }
  }()

  private static func command(_ program: String, _ arguments: [String]) throws {
    let end = try PseudoTerminal(Launch(program, arguments)).waitForEnd()
    guard end.status == .exited(0) else { throw PseudoTerminalError.system(program, EPERM) }
  }
}
