import Foundation
import TestSupport
import Testing

@testable import Project

@Suite struct FileGlobTests {
  @Test(
    "Patterns match as they read",
    arguments: [
      ("/in/*.csv", ["/in/a.csv", "/in/.csv.csv"], ["/in/a.csv"]),
      ("/in/*/orders.csv", ["/in/d1/orders.csv", "/in/orders.csv", "/in/a/b/orders.csv"], ["/in/d1/orders.csv"]),
      ("/in/**/*.csv", ["/in/a.csv", "/in/x/y/b.csv", "/in/.git/c.csv"], ["/in/a.csv", "/in/x/y/b.csv"]),
      ("/in/202?-*.csv", ["/in/2026-1.csv", "/in/20260-1.csv", "/in/2026.csv"], ["/in/2026-1.csv"]),
      ("/in/a*b*c", ["/in/abc", "/in/axxbyyc", "/in/acb", "/in/abcc"], ["/in/abc", "/in/axxbyyc", "/in/abcc"]),
      ("/in/.*", ["/in/.a", "/in/a"], ["/in/.a"]),
      ("/in/größe?.csv", ["/in/größe1.csv", "/in/größe.csv"], ["/in/größe1.csv"]),
      ("/exact.csv", ["/exact.csv", "/exactcsv"], ["/exact.csv"]),
    ] as [(String, [String], [String])])
  func matching(pattern: String, paths: [String], expected: [String]) throws {
    let glob = try FileGlob(pattern)
    #expect(paths.filter(glob.matches) == expected)
  }

  @Test("A long run of stars ends")
  func manyStars() throws {
    let glob = try FileGlob("/" + String(repeating: "*a", count: 40) + "*b")
    #expect(!glob.matches("/" + String(repeating: "a", count: 200)))
  }

  @Test("other patterns are refused", arguments: ["/a/**b", "/a/[0-9]", "/a/**", "/", "a.csv", "/{a,b}"])
  func otherPatternsAreRefused(pattern: String) {
    #expect(throws: FileGlob.Failure.self) { try FileGlob(pattern) }
  }

  @Test("files come sorted and folders do not") func filesComeSortedAndFoldersDoNot() throws {
    let folder = try TemporaryFolder()
    for name in ["in/2/b.csv", "in/1/b.csv", "in/1/a.csv", "in/1/deep/c.csv", "in/x.csv/d.csv", "in/.hidden/e.csv"] {
      try folder.write("x", to: name)
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("in/1/loop"), withDestinationPath: folder.path("in"))
    func files(_ pattern: String) throws -> [String] {
      try FileGlob(folder.path(pattern)).find().files.map { String($0.description.dropFirst(folder.path.count + 1)) }
    }
    #expect(try files("in/*/*.csv") == ["in/1/a.csv", "in/1/b.csv", "in/2/b.csv", "in/x.csv/d.csv"])
    #expect(
      try files("in/**/*.csv") == ["in/1/a.csv", "in/1/b.csv", "in/1/deep/c.csv", "in/2/b.csv", "in/x.csv/d.csv"])
    #expect(try files("in/1/a.csv") == ["in/1/a.csv"])
    #expect(try files("in/*.csv") == [])
    #expect(try files("nowhere/*.csv") == [])
  }

  @Test("the folder before the first wildcard is known") func theFolderBeforeTheFirstWildcardIsKnown() throws {
    #expect(try FileGlob("/a/b/*/c.csv").baseFolder == "/a/b")
    #expect(try FileGlob("/a/b.csv").baseFolder == "/a")
  }
}
