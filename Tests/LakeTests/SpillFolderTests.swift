import Foundation
import TestSupport
import Testing

@testable import Lake

@Suite("What an engine spilled")
struct SpillFolderTests {
  @Test("is swept when its process is gone, unless it ran on another machine, whose processes nobody here can see")
  func sweep() throws {
    let folder = try TemporaryFolder()
    // Above the largest number a process can have (proc(5), pid_max).
    let gone = 4_194_305
    for name in ["here-\(gone)-a", "here-\(getpid())-b", "there-\(gone)-c", "\(gone)-d"] {
      try folder.write("spilled", to: name + "/file")
    }
    SpillFolders(root: folder.path, machine: "here").sweep()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
        "\(gone)-d", "here-\(getpid())-b", "there-\(gone)-c",
      ])
  }

  @Test("lies in a folder that says whose it is")
  func name() {
    let path = SpillFolders(root: "/spill", machine: "here").path()
    #expect(path.hasPrefix("/spill/here-\(getpid())-"))
  }
}
