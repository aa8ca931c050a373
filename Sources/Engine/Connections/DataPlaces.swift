import Foundation

/// The folders that may hold what comes with assay: `sample_data`, `themes` and `engine/VERSION`. One list for all of them.
///
/// What stands there is read and, in the case of the engine, run. So a place that nobody named counts only where the thing
/// in it belongs to root, to the caller, or to whoever owns the program that is running anyway, and not everybody may
/// write it.
package struct DataPlaces: Sendable {
  /// In the order they are asked; all absolute.
  package let folders: [String]
  /// The folder of this user's own, `${XDG_DATA_HOME:-~/.local/share}/assay`: the only one the installer writes to.
  package let own: String
  /// What the environment names outright, by ASSAY_HOME or XDG_DATA_HOME: a person chose it, so anybody may own it.
  private let named: Set<String>
  private let program: String

  /// - Parameter program: the path of the running executable, all links resolved.
  package init(
    environment: [String: String], program: String = Self.runningProgram, homeFolder: String? = nil
  ) {
    let home = homeFolder ?? environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    let absolute = { (name: String) in environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
    own = (absolute("XDG_DATA_HOME") ?? home + "/.local/share") + "/assay"
    let chosen = environment["ASSAY_HOME"].flatMap { $0.isEmpty ? nil : Self.absolute($0) }
    let beside = (program as NSString).deletingLastPathComponent
    let share = (beside as NSString).deletingLastPathComponent + "/share/assay"
    let system = (environment["XDG_DATA_DIRS"] ?? "").split(separator: ":").map(String.init).filter {
      $0.hasPrefix("/")
    }
    let shared = (system.isEmpty ? ["/usr/local/share", "/usr/share"] : system).map { $0 + "/assay" }
    let all = [chosen, own, beside, share].compactMap { $0 } + shared + [Self.clone(of: program)].compactMap { $0 }
    var seen: Set<String> = []
    folders = all.filter { seen.insert($0).inserted }
    named = Set([chosen, own].compactMap { $0 })
    self.program = program
  }

  /// Where a thing would be, in order, trusted or not.
  package func paths(of name: String) -> [String] { folders.map { $0 + "/" + name } }

  /// The folders whose thing of that name may be used, whether it is there or not.
  package func trusted(_ name: String) -> [String] { folders.filter { isTrusted($0, $0 + "/" + name) } }

  /// Where a thing is and may be used, in order.
  package func found(_ name: String) -> [String] {
    trusted(name).map { $0 + "/" + name }.filter { access($0, F_OK) == 0 }
  }

  /// A place where a thing stands that is left alone because of who owns it; nil when there is none.
  package func distrusted(_ name: String) -> String? {
    folders.first { access($0 + "/" + name, F_OK) == 0 && !isTrusted($0, $0 + "/" + name) }.map { $0 + "/" + name }
  }

  /// All links resolved, so that a link in a folder of the PATH leads to the installation.
  package static var runningProgram: String {
    #if os(Linux)
      if let path = realpath("/proc/self/exe", nil) {
        defer { free(path) }
        return String(cString: path)
      }
    #endif
    return (Bundle.main.executableURL ?? URL(fileURLWithPath: "/assay")).resolvingSymlinksInPath().path
  }

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  /// The clone a program was built in and still lies in: `CLONE/.build…/TRIPLE/CONFIGURATION/assay`. Found by where the
  /// program is, never by where it was compiled: on another machine that path is anybody's.
  static func clone(of program: String) -> String? {
    let parts = program.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let build = parts.lastIndex(where: { $0.hasPrefix(".build") }), build > 0 else { return nil }
    let folder = parts[..<build].joined(separator: "/")
    return access(folder + "/Package.swift", F_OK) == 0 ? folder : nil
  }

  private func isTrusted(_ folder: String, _ path: String) -> Bool {
    if named.contains(folder) { return true }
    var owners: Set<uid_t> = [0, geteuid()]
    if let owner = Self.status(program)?.st_uid { owners.insert(owner) }
    return [folder, path].allSatisfy { place in
      guard let status = Self.status(place) else { return true }
      return owners.contains(status.st_uid) && (status.st_mode & S_IWOTH == 0 || status.st_mode & S_ISVTX != 0)
    }
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }
}
