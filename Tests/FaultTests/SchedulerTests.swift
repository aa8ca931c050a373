import Clocks
import Foundation
import PseudoTerminal
import ShopSupport
import TestSupport
import Testing

extension Faults {
  @Suite("Schedulers of one environment")
  struct SchedulerTests {
    /// A scheduler as a process; it never outlives the tests.
    private final class Running {
      private let terminal: PseudoTerminal

      init(_ project: LittleProject, failpoint: String? = nil) throws {
        var environment = AssayProgram.environment
        environment["ASSAY_FAILPOINT"] = failpoint
        var launch = Launch(
          AssayProgram.path, ["schedule", "run", "--project", project.path], environment: environment)
        (launch.input, launch.output, launch.error) = (.file("/dev/null"), .file("/dev/null"), .file("/dev/null"))
        terminal = try PseudoTerminal(launch)
      }

      deinit { terminal.signal(SIGKILL) }

      func kill() throws -> EndedProcess {
        terminal.signal(SIGKILL)
        return try terminal.waitForEnd()
      }

      func end() throws -> EndedProcess {
        terminal.signal(SIGTERM)
        return try terminal.waitForEnd()
      }

      func waitForEnd() throws -> EndedProcess { try terminal.waitForEnd() }
    }

    private func wait(_ what: String, _ isSo: () throws -> Bool) throws {
      let deadline = ContinuousClock.now + .seconds(60)
      while try !isSo() {
        try #require(ContinuousClock.now < deadline, "still waiting for \(what)")
        Pause.brief()
      }
    }

    /// Schedules that fire once each, a second apart.
    private func write(_ count: Int, to project: LittleProject, from start: Date) throws {
      let folder = project.path + "/schedules"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for number in 0..<count {
        let moment = Timestamp.text(start.addingTimeInterval(TimeInterval(number))).prefix(19)
        try "schedule: at(\(moment))\n".write(
          toFile: "\(folder)/s\(number).yml", atomically: true, encoding: .utf8)
      }
    }

    @Test("fire each fire exactly once while the one that works is killed again and again")
    func killed() throws {
      let project = try LittleProject(.quick)
      let count = 8
      try write(count, to: project, from: Date().addingTimeInterval(2))
      let journal = try project.reading().journal
      var works = try Running(project)
      var standsBy = try Running(project)
      for goal in [2, 4, 6] {
        try wait("\(goal) fires") { try journal.fires().filter { $0.execution != nil }.count >= goal }
        #expect(try works.kill().status == .signalled(SIGKILL))
        (works, standsBy) = (standsBy, try Running(project))
      }
      try wait("all of them") { try journal.fires().filter { $0.execution != nil }.count == count }
      try wait("the ends") { try journal.executions().allSatisfy(\.status.isFinal) }
      let fires = try journal.fires()
      #expect(Set(fires.map(\.schedule)).count == count && fires.count == count)
      #expect(fires.allSatisfy { $0.state == .started })
      let executions = try journal.executions()
      #expect(Set(executions.map(\.id)) == Set(fires.compactMap(\.execution)))
      #expect(executions.count == count && executions.allSatisfy { $0.status == .succeeded })
      #expect(try works.end().status == .exited(0))
      #expect(try standsBy.end().status == .exited(0))
    }

    @Test("start what one of them had claimed when it was killed, once")
    func killedBetween() throws {
      let project = try LittleProject(.quick)
      try write(1, to: project, from: Date().addingTimeInterval(1))
      let first = try Running(project, failpoint: "fire-started@s0")
      #expect(try first.waitForEnd().status == .signalled(SIGKILL))
      let journal = try project.reading().journal
      #expect(try journal.latestExecution()?.worker == nil)
      let second = try Running(project)
      try wait("the execution's end") { try journal.latestExecution()?.status == .succeeded }
      #expect(try journal.executions().count == 1)
      #expect(try second.end().status == .exited(0))
    }
  }
}
