import CNcurses
import Foundation
import Glibc

/// Where Swift writes the trace of a crash: a file, instead of the alternate screen, where it would be lost, after which
/// its backtracer would wait half a minute for a key.
package enum CrashTrace {
  private static let variable = "SWIFT_BACKTRACE"

  /// Starts the program afresh with the right settings, because Swift reads them at the start of a process only.
  ///
  /// Does nothing when `SWIFT_BACKTRACE` is set, be it by this very call. Returns only then, and when the program could
  /// not be started again, which costs no more than the trace.
  package static func arrange(path: String, environment: [String: String]) {
    guard environment[variable] == nil, let program = ownPath() else { return }
    setenv(variable, setting(path: path, backtracer: backtracer(program)), 1)
    var arguments = CommandLine.arguments.map { strdup($0) as UnsafeMutablePointer<CChar>? } + [nil]
    execv(program, &arguments)
    unsetenv(variable)
    arguments.forEach { free($0) }
  }

  /// - Parameter backtracer: the program that writes traces; without one Swift would complain at each start.
  static func setting(path: String, backtracer: String?) -> String {
    guard let backtracer else { return "enable=no" }
    return "enable=yes,interactive=no,color=no,threads=crashed,registers=none,images=none,"
      + "swift-backtrace=\(backtracer),output-to=\(path)"
  }

  /// The path behind /proc/self/exe: executing that name itself would rename the process to "exe".
  private static func ownPath() -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    return length > 0 ? String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
  }

  /// Beside the Swift runtime; for a program that was linked with it statically, beside the program or the Swift on PATH.
  private static func backtracer(_ program: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":").map { "\($0)/swift" }
    let programs = [program] + path.filter { access($0, X_OK) == 0 }
    var roots = programs.map { URL(fileURLWithPath: $0).deletingLastPathComponent().deletingLastPathComponent().path }
    if let runtime = cn_swift_runtime_path().flatMap(String.init(validatingCString:)) {
      // …/usr/lib/swift/linux/libswiftCore.so
      var folder = URL(fileURLWithPath: runtime)
      for _ in 0..<4 { folder.deleteLastPathComponent() }
      roots.insert(folder.path, at: 0)
    }
    let folders = ["linux/", "linux/x86_64/", "linux/aarch64/", ""]
    let names = folders.map { "libexec/swift/\($0)swift-backtrace" }
    return roots.flatMap { root in names.map { root + "/" + $0 } }.first { access($0, X_OK) == 0 }
  }
}
