import Foundation
import Project
import TestSupport
import Testing

/// Lakes and sources that are at places where they must not be, or cannot be.
@Suite struct PlaceTests {
  private func problems(_ yml: String, variables: [String: String] = [:]) throws -> [String] {
    let folder = try TemporaryFolder()
    try folder.write("name: s\n" + yml, to: "project.yml")
    return ProjectDefinition.load(folder: folder.path, variables: variables).problems
      .map { $0.description.replacing(folder.path, with: "HERE") }
  }

  private func lake(_ place: String, source: String = "in/*.csv") throws -> [String] {
    try problems("sources: {orders: {path: '\(source)'}}\nenvironments: {dev: {lake: '\(place)'}}\n")
  }

  @Test(
    "A lake at the root, in the project's folder itself, around it or in .assay is an error with its line",
    arguments: [
      ("/", "the root of the file system"), ("//", "the root of the file system"),
      (".", "the project's folder or one around it"), ("./", "the project's folder or one around it"),
      ("..", "the project's folder or one around it"), ("lake/..", "the project's folder or one around it"),
      (".assay/lake", "cannot lie in .assay"),
    ])
  func refused(place: String, words: String) throws {
    let problems = try lake(place)
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.hasPrefix("project.yml:3:28: error: the lake") == true, "\(problems)")
    #expect(problems.first?.contains(words) == true, "\(problems)")
  }

  @Test("A lake outside of the project is told, unless a variable says where it is")
  func outside() throws {
    for (place, words) in [
      ("../lake", "lies outside of the project"), ("/srv/lake", "lies outside of the project"),
      ("/etc/lake", "lies in a folder of the system"),
    ] {
      let problems = try lake(place)
      #expect(problems.count == 1 && problems[0].contains("warning") && problems[0].contains(words), "\(problems)")
    }
    #expect(try lake("lake/dev") == [])
    let yml = "environments: {dev: {lake: '${LAKES}/dev'}}\n"
    #expect(try problems(yml, variables: ["LAKES": "/srv"]) == [])
  }

  @Test(
    "A lake among the files that come in, or they in it, is told at the source",
    arguments: [
      ("in", "in/*.csv", "error", "its files lie in the lake"),
      ("in/lake", "in/**/*.csv", "error", "also finds the files of the lake"),
      ("in/lake", "in/*/orders.csv", "warning", "lies among its files"),
      ("lake", "lake/landing/*.csv", "warning", "its files lie in the lake"),
      ("lake/dev", "**/*.csv", "error", "also finds the files of the lake"),
    ])
  func mixed(place: String, source: String, severity: String, words: String) throws {
    let problems = try lake(place, source: source)
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.contains("\(severity): source orders, environment dev: ") == true, "\(problems)")
    #expect(problems.first?.contains(words) == true, "\(problems)")
  }

  @Test("A folder whose name only begins like another's is another one")
  func alike() throws {
    #expect(try lake("in-lake", source: "in/*.csv") == [])
    #expect(try lake("lake", source: "lake2/**/*.csv") == [])
  }

  @Test(
    "What lies in a bucket or on a web server is brought into a folder of the project, where the patterns find it",
    arguments: [
      ("s3://bucket/in/*/x-*.csv", ".fetched/s3/bucket/in/*/x-*.csv", "in/"),
      ("S3://b/x.csv", ".fetched/s3/b/x.csv", "x.csv"),
      ("https://a.example:8443/d/x.csv", ".fetched/https/a.example:8443/d/x.csv", "d/x.csv"),
      ("s3://${BUCKET}/a/**/x?.csv", ".fetched/s3/mine/a/**/x?.csv", "a/"),
    ])
  func remote(path: String, copies: String, prefix: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("name: s\nsources: {orders: {path: [in/*.csv, '\(path)']}}\n", to: "project.yml")
    let loading = ProjectDefinition.load(folder: folder.path, variables: ["BUCKET": "mine"])
    let source = try #require(loading.project?.sources.first)
    #expect(source.paths.map(\.pattern) == ["\(folder.path)/in/*.csv", "\(folder.path)/\(copies)"])
    #expect(source.remotes.map(\.prefix) == [prefix])
  }

  @Test(
    "An address that cannot be read from is refused, and what to do is said",
    arguments: [
      ("S3A://bucket/x", "write s3://"), ("s3://bucket", "name files"),
      ("https://me:pw@a.example/x.csv", "too many places"),
      ("s3://bucket/a/../b.csv", "no names of files"),
      ("gs://bucket/x.csv", "gcloud storage rsync"), ("file:///data/x.csv", "without file://"),
      ("abfss://c@a.example/x", "bring them into a folder"),
    ])
  func address(path: String, words: String) throws {
    for yml in ["path: '\(path)'", "path: [in/*.csv, '\(path)']", "path: in/*.csv, expect: '\(path){run_date}'"] {
      let problems = try problems("sources: {orders: {\(yml)}}\n")
      #expect(problems.count == 1, "\(problems)")
      #expect(problems.first?.contains("error") == true && problems.first?.contains(words) == true, "\(problems)")
    }
  }

  @Test(
    "A web server lists no files, and a folder is none",
    arguments: [
      ("https://a.example/*.csv", "a web server lists no files"),
      ("https://a.example/x.csv?sig=1", "a web server lists no files"),
      ("https://a.example/", "name a file"), ("s3://bucket/in/", "name files"),
    ])
  func noFile(path: String, words: String) throws {
    let problems = try problems("sources: {orders: {path: '\(path)'}}\n")
    #expect(problems.count == 1 && problems.first?.contains(words) == true, "\(problems)")
  }
}
