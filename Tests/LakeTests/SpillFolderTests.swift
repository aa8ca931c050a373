import Foundation
import Processes
import TestSupport
import Testing

@testable import Lake

@Suite("What an engine spilled")
struct SpillFolderTests {
  private let here = MachineIdentity(host: "here-1", boot: "b2", namespace: "1")
  // Above the largest number a process can have (proc(5), pid_max).
  private let gone = 4_194_305

  private func name(_ machine: MachineIdentity, _ process: Int) -> String {
    "\(machine)-\(process)-\(UUID().uuidString)"
  }

  @Test("is swept when its process is gone, unless it ran on another machine, whose processes nobody here can see")
  func sweep() throws {
    let folder = try TemporaryFolder()
    let others = [
      MachineIdentity(host: "there", boot: "b3", namespace: "1"),
      MachineIdentity(host: "here-1", boot: "b2", namespace: "2"),
      MachineIdentity(host: "here-1", boot: "b1", namespace: "1"),
    ]
    let kept = others.map { name($0, gone) } + [name(here, Int(getpid())), "\(gone)-d"]
    for name in kept + [name(here, gone), name(.init(host: "renamed", boot: "b2", namespace: "1"), gone)] {
      try folder.write("spilled", to: name + "/file")
    }
    SpillFolders(root: folder.path, machine: here).sweep()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == kept.sorted())
  }

  @Test("before the machine was started again is swept when nothing of it was touched for a day")
  func startedAgain() throws {
    let folder = try TemporaryFolder()
    let before = name(MachineIdentity(host: "here-1", boot: "b1", namespace: "1"), Int(getpid()))
    try folder.write("spilled", to: before + "/file")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -90_000)], ofItemAtPath: folder.path(before))
    SpillFolders(root: folder.path, machine: here).sweep()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test("lies in a folder that says whose it is")
  func name() {
    let path = SpillFolders(root: "/spill", machine: here).path()
    #expect(path.hasPrefix("/spill/here-1_b2_1-\(getpid())-"))
  }
}
