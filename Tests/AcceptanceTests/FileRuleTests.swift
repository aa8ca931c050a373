import Foundation
import JSON
import TestSupport
import Testing

@Suite("Rules about files, in a run") struct FileRuleTests {
  private static let bytes = "n\n1\n2\n3\n"
  private static let project = """
    name: shop
    default_environment: dev
    environments:
      dev: {lake: lake/dev}
    sources:
      numbers: {path: incoming/*.csv, format: csv}
    """

  /// Of `bytes`, by the tools of the coreutils.
  private static let hashes = [
    "MD5": "37142e6ccf3acda1e9bd5431a9d89052", "SHA-1": "e5b10ab8271afbcdcf26269d43834e2651cdfc4e",
    "SHA-256": "0e84486b542aa90257bb952a9b1108104c82686ff86a4d850495c653cfcf46ed",
  ]

  private func project(judgedBy rules: [String]) throws -> (TemporaryFolder, Binary) {
    let folder = try TemporaryFolder()
    try folder.write(Self.project, to: "project.yml")
    try folder.write(Self.bytes, to: "incoming/one.csv")
    try folder.write(
      "/*---\nmaterialized: table\n---*/\nselect try_int(n) as n from bronze.numbers", to: "models/silver/a.sql")
    try folder.write("Rules = [\n\(rules.joined(separator: ",\n"))\n]\n", to: "quality/silver.a.dqdl")
    return (folder, Binary(folder: folder.path))
  }

  private func outcomes(_ assay: Binary) throws -> [String] {
    let table = try assay("quality", "silver.a", "--json").json()
    return (table["rules"]?.arrayValue ?? []).map {
      "\($0["status"]?.stringValue ?? "") \($0["message"]?.stringValue ?? "")"
    }
  }

  @Test("hash the bytes that the lake keeps, wherever the program is called from and whatever became of the drop")
  func hashing() throws {
    let rules = Self.hashes.sorted { $0.key < $1.key }.map {
      "FileMatch \"incoming/one.csv\" in [\"\($0.value)\"] with hashAlgorithm = \"\($0.key)\""
    }
    let (folder, assay) = try project(judgedBy: rules + ["FileUniqueness = 1.0", "FileSize = 8 B"])
    #expect(try assay("run").status == 0)
    #expect(try outcomes(assay).map { $0.prefix(4) } == Array(repeating: "PASS", count: 5))
    try FileManager.default.removeItem(atPath: folder.path("incoming/one.csv"))
    let outside = Binary(folder: NSTemporaryDirectory())
    #expect(try outside("--project", folder.path, "run", "--full-refresh").status == 0)
    #expect(try outcomes(assay).map { $0.prefix(4) } == Array(repeating: "PASS", count: 5))
  }
}
