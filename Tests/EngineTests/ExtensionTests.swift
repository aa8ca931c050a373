import Engine
import Foundation
import TestSupport
import Testing

@Suite(
  .enabled(
    if: InstalledEngine.has(extension: "delta"),
    "needs the extension delta, which .ci/run fetches: assay engine install delta"))
struct ExtensionTests {
  @Test("an extension is loaded before the files are shut, and is held to the allowed folders")
  func anExtensionIsLoadedBeforeTheFilesAreShutAndIsHeldToTheAllowedFolders() throws {
    let folder = try TemporaryFolder()
    let other = try TemporaryFolder()
    for place in [folder, other] { try writeTable(in: place) }
    let connection = try InstalledEngine.connection(
      EngineOptions(threads: 1, allowedDirectories: [folder.path], extensions: ["delta"]))
    #expect(try connection.query("SELECT x FROM delta_scan('\(folder.path)')").scalar == .int(42))
    let failed = failure { _ = try connection.query("SELECT x FROM delta_scan('\(other.path)')") }
    #expect(failed?.kind == .permission)
  }

  /// A Delta table of one file and one commit.
  private func writeTable(in folder: TemporaryFolder) throws {
    let connection = try InstalledEngine.connection(EngineOptions(threads: 1, allowedDirectories: [folder.path]))
    let result = try connection.query(
      "COPY (SELECT 42::BIGINT AS x) TO '\(folder.path)/a.parquet' (FORMAT parquet, RETURN_STATS)")
    let size = try #require(result.values(of: "file_size_bytes")?.first?.intValue)
    let field = #"{\"name\":\"x\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}"#
    let schema = #"{\"type\":\"struct\",\"fields\":["# + field + "]}"
    try folder.write(
      """
      {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
      {"metaData":{"id":"t","format":{"provider":"parquet","options":{}},"schemaString":"\(schema)",\
      "partitionColumns":[],"configuration":{}}}
      {"add":{"path":"a.parquet","partitionValues":{},"size":\(size),"modificationTime":0,"dataChange":true}}
      """, to: "_delta_log/00000000000000000000.json")
  }
}
