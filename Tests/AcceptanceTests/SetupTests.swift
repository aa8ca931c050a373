import Foundation
import TestSupport
import Testing

/// setup.sh on machines that lack something, by stand-ins for the system's commands: it installs nothing here.
@Suite struct SetupTests {
  private let folder: TemporaryFolder
  private var shell: Binary

  init() throws {
    folder = try TemporaryFolder()
    shell = Binary(folder: folder.path)
    shell.path = "/bin/sh"
    let tools = [
      "sh", "grep", "tr", "cat", "readlink", "dirname", "mktemp", "rm", "ls", "head", "awk", "sed", "cut", "sha256sum",
      "uname", "rmdir", "mkdir", "env", "getent", "mv", "chmod", "python3",
    ]
    try FileManager.default.createDirectory(atPath: folder.path("bin"), withIntermediateDirectories: true)
    for tool in tools {
      guard let found = ["/usr/bin/", "/bin/"].map({ $0 + tool }).first(where: { access($0, X_OK) == 0 }) else {
        continue
      }
      try FileManager.default.createSymbolicLink(atPath: folder.path("bin/" + tool), withDestinationPath: found)
    }
    // No package is in place, all are offered, the person is nobody special.
    try command("dpkg-query", "exit 1")
    try command("apt-cache", "exit 0")
    try command("id", "echo 1000")
    try command("apt-get", "echo apt-get \"$@\" >> \"$CALLS\"")
    shell.variables = [
      "PATH": folder.path("bin"), "HOME": folder.path("home"), "XDG_DATA_HOME": folder.path("data"),
      "CALLS": folder.path("calls"),
    ]
  }

  private func command(_ name: String, _ body: String) throws {
    let path = try folder.write("#!/bin/sh\n\(body)\n", to: "bin/" + name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  private static let script =
    URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/Sources/setup.sh"

  @Test("Without sudo it says what is missing and prints the one line for root, and ends with 3")
  func withoutSudo() throws {
    let answer = try shell.run([Self.script])
    #expect(answer.status == 3)
    let lines = answer.error.split(separator: "\n")
    #expect(lines.count == 3 && lines[0].hasPrefix("setup: these packages are missing: binutils ca-certificates git"))
    #expect(lines[1].contains("there is no sudo"))
    #expect(lines[2].contains("apt-get update && apt-get install -y --no-install-recommends binutils"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("calls")), "nothing was installed")
  }

  @Test("With a sudo that wants a password nobody can give it prints that line as well")
  func sudoWithoutTerminal() throws {
    try command("sudo", "exit 1")
    let answer = try shell.run([Self.script])
    #expect(answer.status == 3 && answer.error.contains("there is no terminal to ask for it. As root, once:"))
  }

  @Test("Any of a package's names is enough", arguments: ["libcurl4", "libcurl4t64"])
  func otherNames(_ name: String) throws {
    try command("dpkg-query", "case \"$4\" in \(name)) echo install ok installed ;; *) exit 1 ;; esac")
    let answer = try shell.run([Self.script])
    #expect(answer.status == 3 && !answer.error.contains("libcurl"))
  }

  /// Names as the releases' own package lists have them.
  enum Release: CaseIterable {
    case debian12, debian13, ubuntu24

    var lines: String {
      switch self {
      case .debian12: "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"
      case .debian13: "ID=debian\nVERSION_ID=\"13\"\nPRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n"
      case .ubuntu24: "PRETTY_NAME=\"Ubuntu 24.04.3 LTS\"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"24.04\"\n"
      }
    }

    var offered: [String] {
      [
        "binutils", "ca-certificates", "git", "libc6-dev", "libncurses-dev", "libsqlite3-dev", "libxml2", "python3-pip",
        "zlib1g-dev",
      ]
        + chosen + (self == .ubuntu24 ? ["libstdc++-12-dev", "libstdc++-14-dev"] : [])
        + (self == .debian13 ? ["libstdc++-12-dev", "libstdc++-13-dev"] : [])
    }

    /// Of what releases call differently.
    var chosen: [String] {
      switch self {
      case .debian12: ["libcurl4", "libstdc++-12-dev"]
      case .debian13: ["libcurl4t64", "libstdc++-14-dev"]
      case .ubuntu24: ["libcurl4t64", "libstdc++-13-dev"]
      }
    }
  }

  @Test("Root gets the names of the release, before its lists are known and afterwards", arguments: Release.allCases)
  func releases(_ release: Release) throws {
    var shell = shell
    shell.variables["ASSAY_SETUP_OS_RELEASE"] = try folder.write(release.lines, to: "os-release")
    try command("id", "echo 0")
    // Nothing is offered until the lists were fetched, as on a machine that is new.
    let names = release.offered.joined(separator: "|")
    try command(
      "apt-cache", "[ -e \"$CALLS\" ] || exit 100; for n; do :; done; case \"$n\" in \(names)) ;; *) exit 100 ;; esac")
    let file = try folder.write("no folder", to: "file")
    shell.variables["XDG_DATA_HOME"] = file
    let answer = try shell.run([Self.script])
    let expected = [
      "binutils", "ca-certificates", "git", "libc6-dev", release.chosen[0], "libncurses-dev",
      "libsqlite3-dev", release.chosen[1], "libxml2", "python3-pip", "zlib1g-dev",
    ]
    #expect(
      answer.error.hasPrefix("setup: these packages are missing: \(expected.joined(separator: " "))\n"),
      "\(answer.error)")
    #expect(
      try folder.read("calls").split(separator: "\n").map(String.init) == [
        "apt-get update -q",
        "apt-get install -y -q --no-install-recommends " + expected.joined(separator: " "),
      ])
  }

  @Test("No network is one sentence with what to do")
  func noNetwork() throws {
    try command("id", "echo 0")
    try command(
      "apt-get", "echo \"Err:1 http://deb InRelease  Temporary failure resolving 'deb.debian.org'\"; exit 100")
    let answer = try shell.run([Self.script])
    #expect(answer.status == 3)
    let lines = answer.error.split(separator: "\n")
    #expect(lines.count == 2 && lines[1].contains("is there a network? With one, call this again"), "\(answer.error)")
  }

  @Test("Called through a link it finds its own folder, and leaves a machine alone that has everything")
  func throughLink() throws {
    try command("dpkg-query", "echo install ok installed")
    try FileManager.default.createSymbolicLink(atPath: folder.path("setup"), withDestinationPath: Self.script)
    try FileManager.default.createSymbolicLink(atPath: folder.path("again"), withDestinationPath: "setup")
    // A home that cannot be made keeps it from fetching anything; the sentence shows that the installer was found.
    var other = shell
    other.variables["XDG_DATA_HOME"] = try folder.write("no folder", to: "file")
    let answer = try other.run([folder.path("again")])
    #expect(answer.status == 3 && answer.error.contains("set XDG_DATA_HOME to a folder of yours"), "\(answer.error)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("calls")))
  }
}
