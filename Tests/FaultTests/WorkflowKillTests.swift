import Foundation
import JSON
import Ledger
import LocalOperations
import Processes
import ShopSupport
import TestSupport
import Testing
import Words

extension Faults {
  @Suite("A state machine's execution")
  struct WorkflowKillTests {
    /// The inputs its log has when the worker is killed; the machine has Task, Pass, Choice, Wait, Parallel, Map and Succeed.
    static let moments = Array(0...11)

    @Test("goes on after a kill in every state, without doing anything again", arguments: moments)
    func killed(inputs: Int) throws {
      let project = try WorkflowProject()
      try project.start(dyingAt: "workflow-written@\(inputs)")
      let answer = try AssayProgram.run(["run", "w", "--name", "one", "--json", "--project", project.path])
      let record = try #require(try project.execution())
      #expect(record.status == .succeeded, "\(answer.output) \(answer.error)")
      #expect(try project.calls() == ["first", "left", "item 1", "item 2", "item 3", "last"].sorted())
      let events = try project.journal().events(of: record.id, after: 0, limit: 1000)
      #expect(events.map(\.id) == Array(1...Int64(events.count)))
      #expect(events.allSatisfy { $0.previousID < $0.id })
      #expect(events.first?.type == .executionStarted)
      #expect(events.last?.type == .executionSucceeded)
      #expect(events.map(\.type).count { $0 == .taskSucceeded } == 6)
      #expect(zip(events, events.dropFirst()).allSatisfy { $0.at <= $1.at })
    }

    private static let spread = """
      {"StartAt": "Each", "States": {
        "Each": {"Type": "Map", "ResultPath": null, "Next": "Bad",
          "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"},
            "Parameters": {"Bucket": "incoming", "Key": "items.json"}},
          "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "Item", "States": {
              "Item": \(WorkflowProject.call(#""Payload.$": "$""#, #""Next": "Then""#)),
              "Then": {"Type": "Pass", "End": true}}}},
        "Bad": {"Type": "Fail", "Error": "Own.End", "Cause": "as it was asked to"}}}
      """

    @Test(
      "goes on with the children of a distributed Map that had no result, and to the Fail it leads to", arguments: 0...5
    )
    func spread(inputs: Int) throws {
      let project = try WorkflowProject(Self.spread)
      try project.write(#"["item 1", "item 2", "item 3"]"#, to: "incoming/items.json")
      try project.start(dyingAt: "workflow-written@\(inputs)")
      let answer = try AssayProgram.run(["run", "w", "--name", "one", "--json", "--project", project.path])
      let record = try #require(try project.execution())
      #expect(record.status == .failed, "\(answer.output) \(answer.error)")
      #expect(record.error?.rawValue == "Own.End")
      #expect(try project.calls() == ["item 1", "item 2", "item 3"])
      let events = try project.journal().events(of: record.id, after: 0, limit: 1000)
      #expect(events.map(\.id) == Array(1...Int64(events.count)))
      #expect(events.last?.type == .executionFailed)
    }

    @Test(
      "carries a script of the warehouse out once, all its tables or none, killed before its commit or after",
      arguments: [("warehouse-changed", false), ("warehouse-committed", true)])
    func warehouse(failpoint: String, isCommitted: Bool) throws {
      let project = try WorkflowProject(
        """
        {"StartAt": "Merge", "States": {"Merge": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::aws-sdk:redshiftdata:executeStatement",
          "Parameters": {"WorkgroupName": "wh", "Database": "dev", "Sql": "CALL merge()"}}}}
        """)
      try project.write(
        """
        create table if not exists warehouse.days (n integer);
        create table if not exists warehouse.loads (n integer);
        insert into warehouse.days values (1), (2);
        insert into warehouse.loads values (1);

        """, to: "procedures/merge.sql")
      func count(_ table: String) throws -> String {
        let answer = try AssayProgram.run([
          "warehouse", "query", "select count(*) as n from warehouse.\(table)", "--format", "csv", "--project",
          project.path,
        ])
        return answer.end.status == .exited(0) ? answer.output : "none"
      }
      try project.start(dyingAt: failpoint)
      #expect(try count("days") == (isCommitted ? "n\n2\n" : "none"))
      #expect(try count("loads") == (isCommitted ? "n\n1\n" : "none"))
      let answer = try AssayProgram.run(["run", "w", "--name", "one", "--json", "--project", project.path])
      #expect(answer.end.status == .exited(0), "\(answer.output) \(answer.error)")
      #expect(try count("days") == "n\n2\n")
      #expect(try count("loads") == "n\n1\n")
    }

    @Test("is the same one for the same name and input, and refused for another input, and when it is over")
    func names() throws {
      let project = try WorkflowProject()
      try project.start(dyingAt: "workflow-written@2")
      func run(_ more: [String]) throws -> AssayProgram.Answer {
        try AssayProgram.run(["run", "w", "--name", "one", "--project", project.path] + more)
      }
      let other = try run(["--input", #"{"x": 2}"#])
      #expect(other.end.status == .exited(1))
      #expect(other.error.contains("ExecutionAlreadyExists"))
      #expect(try run(["--json"]).end.status == .exited(0))
      #expect(try run([]).error.contains("which is over: SUCCEEDED"))
      #expect(try project.journal().executions(.init(), limit: 10).count == 1)
    }
  }
}
