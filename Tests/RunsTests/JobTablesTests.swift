import Foundation
import Project
import TestSupport
import Testing
import Words

@testable import Runs

@Suite("The names of a project's parts, as machines call them")
struct JobTablesTests {
  private static let files = [
    "project.yml": """
    name: shop
    environments: {dev: {lake: lake/dev}}
    sources:
      orders: {path: "incoming/*.csv"}
      silver_copy: {path: "copies/*.csv"}
    """,
    "models/silver/orders.sql": "select 1 as id", "models/silver/dim_day.sql": "select 1 as id",
    "models/gold/dim_shop.sql": "select 1 as id", "models/gold/dim_day_of_week.sql": "select 1 as id",
  ]

  private static func project(_ more: [String: String] = [:]) throws -> (ProjectDefinition, TemporaryFolder) {
    let folder = try TemporaryFolder()
    for (path, text) in files.merging(more, uniquingKeysWith: { $1 }) { try folder.write(text, to: path) }
    let loading = ProjectDefinition.load(folder: folder.path, variables: [:])
    return (try #require(loading.project, "\(loading.problems)"), folder)
  }

  @Test(
    "mean tables: one, a source's, a layer's, those of a pattern, several, or all",
    arguments: [
      ("silver.orders", ["silver.orders"]), ("bronze.orders", ["bronze.orders"]), ("orders", ["bronze.orders"]),
      ("gold", ["gold.dim_day_of_week", "gold.dim_shop"]), ("bronze", ["bronze.orders", "bronze.silver_copy"]),
      ("gold.dim_*", ["gold.dim_day_of_week", "gold.dim_shop"]),
      ("*.dim_day*", ["silver.dim_day", "gold.dim_day_of_week"]),
      ("*day", ["silver.dim_day"]), ("*", nil), ("silver.*r*r*", ["silver.orders"]), ("*r*o*r*", nil),
      ("silver.orders,gold", ["silver.orders", "gold.dim_day_of_week", "gold.dim_shop"]),
      (" silver.orders ,\tsilver.orders\n", ["silver.orders"]), ("orders,", ["bronze.orders"]),
      ("all", []), ("shop", []),
    ] as [(String, [String]?)])
  func tables(job: String, expected: [String]?) throws {
    let (project, folder) = try Self.project()
    defer { withExtendedLifetime(folder) {} }
    let found = JobTables(project).tables(of: job)
    switch job {
    case "*": #expect(found?.count == project.tables.count)
    case "*r*o*r*": #expect(found?.map(\.description) == ["bronze.orders", "bronze.silver_copy", "silver.orders"])
    default: #expect(found?.map(\.description) == expected)
    }
  }

  @Test(
    "that mean nothing mean no other table, and one that is near is named",
    arguments: [
      ("", nil), (",", nil), ("silver.order", "silver.orders"), ("Silver.Orders", "silver.orders"), ("golf", "gold"),
      ("silver.orders,nothing", nil), ("silver.orders, ,gold", nil), ("gold.dim_day*day", nil), ("order*x", nil),
      ("quarantine.silver_orders", nil), ("SHOP", nil), ("ALL", nil),
    ] as [(String, String?)])
  func nothing(job: String, near: String?) throws {
    let (project, folder) = try Self.project()
    defer { withExtendedLifetime(folder) {} }
    #expect(JobTables(project).tables(of: job) == nil)
    if let near { #expect(JobTables(project).hint(for: job).contains(near)) }
  }

  @Test(
    "of a function are those of its ARN, without version and alias",
    arguments: [
      ("clean", "clean"), ("clean:prod", "clean"), ("clean:$LATEST", "clean"),
      ("arn:aws:lambda:eu-west-1:123456789012:function:clean", "clean"),
      ("arn:aws:lambda:eu-west-1:123456789012:function:clean:prod", "clean"),
      ("123456789012:function:clean", "clean"), ("", ""),
    ])
  func functionNames(text: String, name: String) {
    #expect(FunctionFile.name(in: text) == name)
  }

  @Test("of a function lead to the one file that may be executed, and to nothing outside of its folder")
  func functions() throws {
    let (project, folder) = try Self.project()
    for name in ["clean.py", "twice.sh", "twice.py", "plain.txt", "clean_all.py"] {
      let path = try folder.write("#!/bin/sh\n", to: "functions/\(name)")
      let mode = name == "plain.txt" ? 0o644 : 0o755
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
    try folder.write("", to: "functions/folder/handler.py")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("functions/linked"), withDestinationPath: folder.path("functions/clean.py"))
    let files = FunctionFile(project)
    #expect(files.find("clean") == .executable(project.folder + "/functions/clean.py"))
    #expect(files.find("clean.py").failure?.contains("no name of a function") == true)
    #expect(files.find("linked") == .executable(project.folder + "/functions/linked"))
    #expect(files.find("twice").failure == "functions/twice may be each of twice.py, twice.sh")
    #expect(files.find("plain").failure == "functions/plain.txt may not be executed: chmod +x it")
    #expect(files.find("folder").failure == "functions/folder is a folder; a function is one file that can be executed")
    #expect(files.find("none").failure == "there is no functions/none")
    for name in ["", "../project", "a/b", "a b", "é", "a;b", "$(x)"] {
      #expect(files.find(name).failure == "“\(name)” is no name of a function")
    }
  }

  @Test(
    "of a procedure are those that a CALL names, without schema and quotes",
    arguments: [
      ("CALL refresh()", "refresh"), ("call etl.refresh('2026-11-08')", "refresh"), ("EXECUTE refresh;", "refresh"),
      ("  call\n\trefresh ( )", "refresh"), ("CALL \"etl\".\"refresh\"()", "refresh"), ("CALL Refresh()", "refresh"),
      ("select 1", nil), ("CALL", nil), ("call ()", nil), ("calls refresh()", nil), ("", nil), ("-- call x()", nil),
    ] as [(String, String?)])
  func calls(text: String, name: String?) {
    #expect(ProcedureCall.name(in: text) == name)
  }

  @Test("of a procedure and of a workflow are those of files, and one that is no text or names a strange table says so")
  func files() throws {
    let (project, folder) = try Self.project([
      "procedures/refresh.sql": "create or replace table t as select * from silver.orders;",
      "procedures/stray.sql": "select * from silver.order;", "procedures/.hidden.sql": "", "procedures/notes.txt": "",
      "workflows/daily.asl.json": "{}", "workflows/daily.json": "{}",
    ])
    try folder.write([0xFF, 0xFE, 0x41], to: "procedures/bytes.sql")
    try folder.write([0xFF, 0xFE, 0x41], to: "workflows/bytes.asl.json")
    let procedures = ProcedureFile(project)
    #expect(procedures.names == ["bytes", "refresh", "stray"])
    #expect(try procedures.script("refresh").tables == [TableName(.silver, "orders")])
    func cause(_ body: () throws -> Void) -> String {
      do { try body() } catch let error as RunError { return error.cause } catch {}
      return ""
    }
    #expect(cause { _ = try procedures.script("stray") }.contains("there is no table silver.order; did you mean"))
    #expect(cause { _ = try procedures.script("bytes") } == "procedures/bytes.sql is not UTF-8 text")
    #expect(cause { _ = try procedures.script("refrech") }.contains("refresh"))
    let workflows = WorkflowFile(project)
    #expect(workflows.names == ["bytes", "daily"])
    #expect(try workflows.text("daily") == "{}")
    #expect(cause { _ = try workflows.text("bytes") } == "workflows/bytes.asl.json is not UTF-8 text")
    #expect(cause { _ = try workflows.text("dayly") }.contains("daily"))
    let empty = ProjectDefinition.load(folder: try Self.project().1.path, variables: [:]).project
    #expect(empty.map { WorkflowFile($0).names.isEmpty && ProcedureFile($0).names.isEmpty } ?? true)
  }

  @Test("that tasks of a workflow mention are held against what there is, before anything runs")
  func check() throws {
    let (project, folder) = try Self.project(["procedures/refresh.sql": "select 1;"])
    defer { withExtendedLifetime(folder) {} }
    func state(_ resource: String, _ parameters: String) -> String {
      """
      {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true, "Resource": "arn:aws:states:::\(resource)",
        "Parameters": {\(parameters)}}}}
      """
    }
    let check = WorkflowCheck(project)
    let cases: [(String, String, String?)] = [
      ("glue:startJobRun.sync", #""JobName": "gold""#, nil),
      ("glue:startJobRun.sync", #""JobName": "golf""#, "there is no job “golf”"),
      ("glue:startJobRun", #""JobName.$": "$.job""#, nil),
      ("aws-sdk:glue:startCrawler", #""Name": "orders""#, nil),
      ("aws-sdk:glue:startCrawler", #""Name": "order""#, "there is no crawlers/order.yml"),
      ("states:startExecution.sync:2", #""StateMachineArn": "a:b:c:d""#, "there is no workflows/d.asl.json"),
      ("sns:publish", #""TopicArn": "arn:aws:sns:eu-west-1:1:ops""#, "no action or topic “ops”"),
      ("lambda:invoke", #""FunctionName": "clean""#, "there is no functions/clean"),
      ("redshiftdata:executeStatement", #""Sql": "call refresh()""#, nil),
      ("redshiftdata:executeStatement", #""Sql": "call refrech()""#, "there is no procedures/refrech.sql"),
      ("redshiftdata:executeStatement", #""Sql": "select 1""#, nil),
      ("aws-sdk:databasemigration:startReplicationTask", #""ReplicationTaskArn": "arn:dms:orders""#, nil),
      (
        "aws-sdk:databasemigration:startReplicationTask", #""ReplicationTaskArn": "arn:dms:odors""#, "no source “odors”"
      ),
      ("s3:getObject", #""Bucket": "nowhere""#, nil),
    ]
    for (resource, parameters, problem) in cases {
      let found = check.missing(in: state(resource, parameters)).map(\.message)
      #expect(found.count == (problem == nil ? 0 : 1), "\(resource) \(parameters): \(found)")
      if let problem { #expect(found.first?.contains(problem) == true, "\(found)") }
    }
    #expect(check.missing(in: "no JSON").isEmpty && check.procedureProblems().isEmpty)
  }

  @Test("of procedures that cannot be read come with the place in their file")
  func procedureProblems() throws {
    let (project, folder) = try Self.project([
      "procedures/a.sql": "select 1;\nselect * from gold.nothing;", "procedures/b.sql": "select 'open",
    ])
    try folder.write([0xFF, 0x41], to: "procedures/c.sql")
    let problems = WorkflowCheck(project).procedureProblems()
    #expect(problems.map(\.file) == ["procedures/a.sql", "procedures/b.sql", "procedures/c.sql"])
    #expect(problems.allSatisfy { $0.severity == .error })
    #expect(problems.map(\.message)[0] == "there is no table gold.nothing")
    #expect(problems[1].position != .start && !problems[1].message.hasPrefix("procedures/"), "\(problems[1])")
  }
}
