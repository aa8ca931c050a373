import Engine
import Foundation
import TestSupport
import Testing

@Suite
struct FailureTests {
  static let kinds: [(sql: String, kind: QueryFailure.Kind, position: Int?)] = [
    ("SELECT * FORM t", .syntax, 14),
    ("SELECT 'ü', x FORM t", .syntax, 20),
    ("SELECT 'ü', nope FROM (SELECT 1 AS x)", .binder(candidates: ["x"]), 13),
    ("SELECT pric FROM (SELECT 1 AS price, 2 AS prize)", .binder(candidates: ["price", "prize"]), 7),
    ("CREATE TABLE orders(x INTEGER); SELECT * FROM ordrs", .binder(candidates: ["orders"]), nil),
    ("SELECT uper('x')", .binder(candidates: ["upper"]), 7),
    ("SELECT 'x'::INTEGER", .conversion, nil),
    ("SELECT 1000::TINYINT", .conversion, nil),
    ("CREATE TABLE t(x INTEGER NOT NULL); INSERT INTO t VALUES (NULL)", .constraint, nil),
    ("SELECT * FROM read_text('/etc/passwd')", .permission, nil),
    ("COPY (SELECT 1) TO '/tmp/assay-must-not-be-there.csv'", .permission, nil),
    ("ATTACH '/tmp/assay-must-not-be-there.db'", .permission, nil),
    ("SET memory_limit = '1GB'", .other("Invalid Input"), nil),
    ("SET enable_external_access = true", .other("Invalid Input"), nil),
    ("COPY (SELECT 1) TO '/dev/full'", .permission, nil),
    ("LOAD httpfs", .permission, nil),
    ("INSTALL httpfs", .permission, nil),
  ]

  @Test("a failure has its kind and the byte it points at", arguments: kinds)
  func aFailureHasItsKindAndTheByteItPointsAt(
    _ sql: String, _ kind: QueryFailure.Kind, _ position: Int?
  ) throws {
    let connection = try InstalledEngine.connection()
    let failed = failure { try connection.execute(sql) }
    #expect(failed?.kind == kind, "\(failed?.message ?? "")")
    if let position { #expect(failed?.position == position) }
  }

  @Test("a failed prepared statement is read like one that ran") func aFailedPreparedStatementIsReadLikeOneThatRan()
    throws
  {
    let connection = try InstalledEngine.connection()
    let failed = failure { _ = try connection.query("SELECT pric FROM (SELECT 1 AS price)") }
    #expect(failed?.kind == .binder(candidates: ["price"]))
    #expect(failed?.excerpt == "SELECT pric FROM (SELECT 1 AS price)")
    #expect(failed?.message.contains("pric") == true)
    #expect(failed?.message.contains("exception") == false)
  }

  @Test("the excerpt of a long statement shows the fault's surroundings")
  func theExcerptOfALongStatementShowsTheFaultSSurroundings() throws {
    let connection = try InstalledEngine.connection()
    let sql = "SELECT " + String(repeating: "1, ", count: 500) + "nope, 2 FROM (SELECT 1 AS x)"
    let failed = failure { _ = try connection.query(sql) }
    #expect(failed?.excerpt.count ?? 0 <= 200)
    #expect(failed?.excerpt.contains("nope") == true)
  }

  @Test("what was bound is not told by the error", arguments: ["hunter2", "O'Hara", "x1"])
  func whatWasBoundIsNotToldByTheError(_ secret: String) throws {
    let connection = try InstalledEngine.connection()
    let bound = failure { _ = try connection.query("SELECT $1::VARCHAR::INTEGER", [.text(secret)]) }
    #expect(bound?.kind == .conversion)
    #expect(bound?.message.contains(secret) == false, "\(bound?.message ?? "")")
    try connection.setVariable("secret", .text(secret))
    let variable = failure { _ = try connection.query("SELECT getvariable('secret')::VARCHAR::INTEGER") }
    #expect(variable?.kind == .conversion)
    #expect(variable?.message.contains(secret) == false, "\(variable?.message ?? "")")
  }

  @Test("a statement is not cut at a NUL") func aStatementIsNotCutAtANUL() throws {
    let connection = try InstalledEngine.connection()
    #expect(failure { try connection.execute("SELECT 1\u{0}; nonsense") }?.kind == .syntax)
  }

  @Test("too little memory without a temporary folder is a failure of its own kind")
  func tooLittleMemoryWithoutATemporaryFolderIsAFailureOfItsOwnKind() throws {
    let connection = try InstalledEngine.connection(EngineOptions(memoryLimit: "20MB", threads: 1))
    let failed = failure {
      _ = try connection.query("SELECT count(DISTINCT i::VARCHAR || 'padding') FROM range(3000000) t(i)")
    }
    #expect(failed?.kind == .outOfMemory, "\(failed?.message ?? "")")
  }

  @Test("with a temporary folder the same memory suffices") func withATemporaryFolderTheSameMemorySuffices() throws {
    let folder = try TemporaryFolder()
    let options = EngineOptions(memoryLimit: "60MB", threads: 1, temporaryDirectory: folder.path("spill"))
    let connection = try InstalledEngine.connection(options)
    let sql = "SELECT count(*) FROM (SELECT i FROM range(6000000) t(i) ORDER BY hash(i) LIMIT 5500000 OFFSET 10)"
    #expect(try connection.query(sql).scalar == .int(5_500_000))
  }

  @Test(
    "a full disk and a failed file are failures of their own kinds",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    let connection = try InstalledEngine.connection(EngineOptions(allowedDirectories: ["/dev", folder.path]))
    let full = failure { try connection.execute("COPY (SELECT 1) TO '/dev/full'") }
    #expect(full?.kind == .diskFull)
    let missing = failure { _ = try connection.query("SELECT * FROM '\(folder.path)/none.parquet'") }
    #expect(missing?.kind == .inputOutput)
  }

  @Test("files inside an allowed folder are read and written, and no others")
  func filesInsideAnAllowedFolderAreReadAndWrittenAndNoOthers() throws {
    let folder = try TemporaryFolder()
    let other = try TemporaryFolder()
    try other.write("x\n1\n", to: "secret.csv")
    let connection = try InstalledEngine.connection(
      EngineOptions(threads: 1, allowedDirectories: [folder.path("it's")]))
    try FileManager.default.createDirectory(atPath: folder.path("it's"), withIntermediateDirectories: true)
    let inside = folder.path("it's/a.parquet").replacing("'", with: "''")
    try connection.execute("COPY (SELECT 42 AS x) TO '\(inside)' (FORMAT parquet)")
    #expect(
      try connection.query("SELECT x FROM read_parquet($1)", [.text(folder.path("it's/a.parquet"))]).scalar == .int(42))
    let paths = [
      other.path("secret.csv"), folder.path("it's/../../") + other.path.split(separator: "/").last! + "/secret.csv",
    ]
    for path in paths {
      let failed = failure { _ = try connection.query("SELECT * FROM read_csv($1)", [.text(path)]) }
      #expect(failed?.kind == .permission, "\(path): \(failed?.message ?? "it was read")")
    }
  }

  @Test("a symbolic link inside an allowed folder does not lead out of it")
  func aSymbolicLinkInsideAnAllowedFolderDoesNotLeadOutOfIt() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "/etc")
    let connection = try InstalledEngine.connection(EngineOptions(threads: 1, allowedDirectories: [folder.path]))
    let failed = failure {
      _ = try connection.query("SELECT * FROM read_text($1)", [.text(folder.path("link/passwd"))])
    }
    #expect(failed?.kind == .permission)
  }

  @Test("a memory limit nobody can read keeps the database from opening")
  func aMemoryLimitNobodyCanReadKeepsTheDatabaseFromOpening() throws {
    let error = #expect(throws: EngineError.self) {
      _ = try InstalledEngine.database(EngineOptions(memoryLimit: "lots"))
    }
    #expect(error?.description.hasPrefix("the engine could not be started: ") == true)
  }

  @Test("an extension that is not there names its installation") func anExtensionThatIsNotThereNamesItsInstallation()
    throws
  {
    let error = #expect(throws: EngineError.self) {
      _ = try InstalledEngine.database(EngineOptions(extensions: ["nowhere"]))
    }
    #expect(error?.description.hasSuffix("To install it: assay engine install nowhere") == true)
  }

  @Test("a file that is no extension is refused with its mending") func aFileThatIsNoExtensionIsRefusedWithItsMending()
    throws
  {
    let folder = try TemporaryFolder()
    let path = try folder.write("nothing of the kind", to: "x.duckdb_extension")
    let error = #expect(throws: EngineError.self) {
      _ = try InstalledEngine.database(EngineOptions(extensions: [path]))
    }
    #expect(error?.description.contains("cannot be used") == true)
  }
}
