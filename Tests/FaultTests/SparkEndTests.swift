import Foundation
import JSON
import TestSupport
import Testing

extension Faults {
  @Suite("A step on Spark")
  struct SparkEndTests {
    /// A driver that never ends and does not listen, in the place of spark-submit.
    @Test("is ended by a stop, with all that spark-submit started, and shows nothing")
    func stopped() throws {
      let folder = try TemporaryFolder()
      try folder.write(
        "trap '' TERM\nsleep 1000 &\necho $$ $! > '\(folder.path)/children'\nwait\nwait\n", to: "submit.sh")
      try folder.write(
        """
        name: little
        environments: {dev: {lake: lake, compute: {engine: spark, submit: [/bin/sh, '\(folder.path)/submit.sh']}}}
        sources: {numbers: {path: 'incoming/*.csv'}}
        """, to: "project.yml")
      try folder.write("n\n1\n", to: "incoming/1.csv")
      try folder.write("select try_int(n) as n from bronze.numbers", to: "models/silver/work.sql")
      let id = try AssayProgram.run(["run", "--detach", "--json", "--project", folder.path]).json()["execution"]
      let deadline = ContinuousClock.now + .seconds(60)
      var children: [pid_t] = []
      while children.count < 2, ContinuousClock.now < deadline {
        // Not written yet.
        children = ((try? folder.read("children")) ?? "").split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
        Pause.brief()
      }
      try #require(children.count == 2)
      let run = try #require(id?.stringValue)
      #expect(try AssayProgram.run(["stop", run, "--project", folder.path]).end.status == .exited(0))
      for child in children {
        while kill(child, 0) == 0, ContinuousClock.now < deadline { Pause.brief() }
        #expect(kill(child, 0) != 0, "a process of Spark is alive")
      }
      #expect(!FileManager.default.fileExists(atPath: folder.path("lake/silver/work")))
      let steps = try AssayProgram.run(["runs", run, "--json", "--project", folder.path]).json()["steps"]?.arrayValue
      #expect(steps?.last?["name"] == "silver.work" && steps?.last?["status"] != "SUCCEEDED")
    }
  }
}
