import Foundation
import TestSupport
import Testing
import Words

@testable import Processes

@Suite struct WorkerLogsTests {
  @Test("What workers printed goes by its age; the own file and everything else stay")
  func retention() throws {
    let folder = try TemporaryFolder()
    for name in ["worker-old.log", "worker-mine.log", "worker-new.log", "notes.log"] {
      try folder.write("words\n", to: name)
      guard name != "worker-new.log" else { continue }
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: folder.path(name))
    }
    try WorkerLogs(folder: folder.path)
      .remove(olderThan: Date(timeIntervalSince1970: 1000), except: ExecutionID("mine"))
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(left == ["notes.log", "worker-mine.log", "worker-new.log"])
  }

  @Test("Without a folder there is nothing to remove")
  func nothing() throws {
    try WorkerLogs(folder: "/nowhere/at/all").remove(olderThan: Date(), except: ExecutionID("x"))
  }
}
