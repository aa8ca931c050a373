import Foundation
import JSON
import TestSupport
import Testing

/// The workflows that come with the program: the sample's day, and the one of `assay init --workflow`.
@Suite("A day as a workflow") struct DailyWorkflowTests {
  private static let sample = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("sample_data").path

  /// The sample with the files of its first day.
  private static func shop() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let files = FileManager.default
    for name in try files.contentsOfDirectory(atPath: sample) where !["incoming", "lake", ".assay"].contains(name) {
      try files.copyItem(atPath: sample + "/" + name, toPath: folder.path(name))
    }
    try files.createDirectory(atPath: folder.path("incoming"), withIntermediateDirectories: true)
    for name in ["full", "2026-11-08"] {
      try files.copyItem(atPath: sample + "/incoming/" + name, toPath: folder.path("incoming/" + name))
    }
    // Old days are late by the clock of today, which is no reason to stop here.
    let settings = try folder.read("project.yml").replacing("gate: stop", with: "gate: warn")
    try folder.write(settings, to: "project.yml")
    let secret = try folder.write("pepper", to: ".assay/secrets/masking_salt")
    try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
    return folder
  }

  @Test("the sample's day is valid, and its tests touch every state and way")
  func sample() throws {
    let folder = try Self.shop()
    let assay = Binary(folder: folder.path)
    let valid = try assay("validate")
    #expect(valid.status == 0, "\(valid.output)")
    let coverage = try assay("workflow", "coverage", "--least", "100")
    #expect(coverage.status == 0, "\(coverage.output)")
  }

  @Test("the sample's day runs: crawled, transformed, dimensions merged into the warehouse, facts, gate, somebody told")
  func day() throws {
    let folder = try Self.shop()
    let assay = Binary(folder: folder.path)
    let answer = try assay("run", "daily", "--input", #"{"runDate": "2026-11-08"}"#, "--json")
    let json = try answer.json()
    #expect(answer.status == 0, "\(json["error"]?.text ?? "") \(json["cause"]?.text ?? "")")
    let steps = json["steps"]?.arrayValue ?? []
    #expect(steps.last { $0["status"] == "SUCCEEDED" }?["name"] == "Tell that it is done")
    let lost = try assay(
      "warehouse", "query", "select count(*) > 100 as many from warehouse.dim_products", "--format", "csv")
    #expect(lost.lines.last == "true", "\(lost.output) \(lost.error)")
    let told = try FileManager.default.subpathsOfDirectory(atPath: folder.path).first { $0.hasSuffix("shop_ops.jsonl") }
    #expect(try folder.read(try #require(told)).contains("The day is in"))
  }

  @Test("assay init --workflow makes a small one that is valid, tested and runs, also where a project is")
  func scaffold() throws {
    let folder = try TemporaryFolder()
    let assay = Binary(folder: folder.path)
    #expect(try assay("init", ".", "--workflow").status == 0)
    #expect(try assay("validate").status == 0)
    #expect(try assay("workflow", "coverage", "--least", "100").status == 0)
    let run = try assay("run", "daily", "--json")
    #expect(run.status == 0, "\(run.output)")
    #expect(try assay("init", ".", "--workflow").status == 2)
    try FileManager.default.removeItem(atPath: folder.path("workflows"))
    let again = try assay("init", ".", "--workflow", "--json")
    #expect(again.status == 0)
    #expect(try again.json()["files"]?.arrayValue?.count == 2)
  }
}
