import Foundation
import PseudoTerminal
import TestSupport
import Testing

/// The program in other people's hands: other owners, other folders, a copy of it alone.
@Suite struct InstallationTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
  }

  /// A sample as a package has it, without the data that the generator makes.
  private func packagedSample() throws -> String {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let share = folder.path("share")
    try FileManager.default.createDirectory(atPath: share + "/sample_data", withIntermediateDirectories: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: root + "/sample_data") where name != "incoming" {
      try FileManager.default.copyItem(
        atPath: root + "/sample_data/" + name, toPath: share + "/sample_data/" + name)
    }
    return share
  }

  private func run(_ path: String, as user: UInt32, _ arguments: [String], _ variables: [String: String]) throws
    -> Binary.Answer
  {
    let plain = ["HOME=\(folder.path("home"))", "PATH=/usr/bin:/bin", "XDG_DATA_HOME=\(folder.path("home/data"))"]
    let setting = ["--reuid", "\(user)", "--regid", "\(user)", "--clear-groups", "env", "-i"] + plain
    return try command("/usr/bin/setpriv", setting + variables.map { "\($0)=\($1)" } + [path] + arguments)
  }

  private func command(_ path: String, _ arguments: [String]) throws -> Binary.Answer {
    var other = assay
    other.path = path
    return try other.run(arguments)
  }

  @Test(
    "A demo is made from a sample that belongs to somebody else and cannot be written",
    .enabled(if: geteuid() == 0, "only root can run the program as somebody else"))
  func foreignSample() throws {
    let share = try packagedSample()
    #expect(try command("/bin/chmod", ["-R", "a-w,a+rX", share]).status == 0)
    try FileManager.default.createDirectory(atPath: folder.path("home"), withIntermediateDirectories: true)
    #expect(chown(folder.path("home"), 65_534, 65_534) == 0)
    let library = try assay.run(["engine", "check", "--json"]).json().arrayValue?.first?["path"]?.stringValue
    let engine = folder.path("libduckdb.so")
    try FileManager.default.copyItem(atPath: try #require(library), toPath: engine)
    #expect(chmod(folder.path, 0o755) == 0)
    // The clone's folders may be closed to others; the program itself is what is tried.
    let program = folder.path("assay")
    try FileManager.default.copyItem(atPath: assay.path, toPath: program)
    let variables = ["ASSAY_HOME": share, "ASSAY_LIBDUCKDB": engine]
    let demo = folder.path("home/demo")
    let answer = try run(program, as: 65_534, ["demo", demo], variables)
    #expect(answer.status == 0, "\(answer.error)")
    #expect(FileManager.default.isWritableFile(atPath: demo + "/project.yml"))
    #expect(FileManager.default.fileExists(atPath: demo + "/incoming"))
  }

  @Test("A demo that cannot be filled leaves no folder behind, and one that was left half full is filled")
  func halfMade() throws {
    var assay = assay
    let share = try packagedSample()
    assay.variables["ASSAY_HOME"] = share
    try FileManager.default.createSymbolicLink(
      atPath: share + "/sample_data/lost.yml", withDestinationPath: share + "/nowhere")
    let answer = try assay("demo", "shop")
    #expect(answer.status == 1 && answer.error.contains("shop cannot be filled"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("shop")))
  }

  @Test("A folder of the program's build that is not there is never asked: a copy alone says what it needs")
  func alone() throws {
    let program = folder.path("app/assay")
    try FileManager.default.createDirectory(atPath: folder.path("app"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: assay.path, toPath: program)
    var alone = assay
    alone.path = program
    alone.variables["XDG_DATA_DIRS"] = folder.path("none")
    alone.variables["ASSAY_HOME"] = ""
    let demo = try alone("demo", "shop")
    #expect(demo.status == 3 && demo.error.contains("the folder sample_data is missing (looked for "))
    #expect(demo.error.contains("ASSAY_HOME") && !demo.error.contains(#filePath))
    #expect(!FileManager.default.fileExists(atPath: folder.path("shop")))
    let check = try alone("engine", "check", "--json")
    #expect(try check.json().arrayValue?.count == 6, "the installer is part of the program: \(check.error)")
  }

  @Test("The doctor names the folders of the sample and the themes, and a theme that is not there")
  func doctor() throws {
    var assay = assay
    assay.variables["ASSAY_THEME"] = "nosuch"
    let findings = try assay("doctor", "--json").json()["findings"]?.arrayValue ?? []
    let text = { (subject: String) in findings.first { $0["subject"]?.stringValue == subject }?["text"]?.stringValue }
    #expect(text("sample data")?.hasSuffix("/sample_data") == true)
    #expect(text("themes")?.contains("/themes") == true)
    #expect(text("theme")?.contains("there is no theme nosuch; there are assay-dark") == true)
  }

  @Test("Without a locale the doctor says that reports are ASCII and the dashboard is not, in ASCII")
  func locale() throws {
    var assay = assay
    assay.variables["LC_ALL"] = ""
    assay.variables["LANG"] = ""
    assay.variables["LC_CTYPE"] = ""
    let answer = try assay("doctor")
    #expect(answer.output.contains("no locale is set: reports are drawn in ASCII; the dashboard is drawn in UTF-8"))
    #expect(answer.output.utf8.allSatisfy { $0 < 0x80 })
  }
}
