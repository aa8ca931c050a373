import Foundation
import JSON
import TestSupport
import Testing

/// `init` makes a protected environment prod. Environments that must not be changed by accident, and files that are nobody else's business.
@Suite struct ProtectionTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    _ = try assay("init", ".")
  }

  private func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(name))
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
  }

  static let changes = [["run", "--date", "2026-01-05"], ["bookmark", "reset", "silver.orders"]]

  @Test("a protected environment is changed only by its name", arguments: changes)
  func confirmation(change: [String]) throws {
    let refused = try assay.run(change + ["--env", "prod"])
    #expect(refused.status == 2)
    #expect(refused.error.contains("prod is protected") && refused.error.contains("--yes prod"), "\(refused.error)")
    #expect(try assay.run(change + ["--env", "prod", "--yes", "dev"]).status == 2)
    #expect(try assay("runs", "--env", "prod", "--json").json().arrayValue == [])
    #expect(try assay.run(change + ["--env", "prod", "--yes", "prod"]).status == 0)
    #expect(try assay.run(change + ["--env", "dev"]).status == 0)
    #expect(try assay("run", "--env", "prod", "--plan").status == 0, "a plan changes nothing")
  }

  @Test("what assay keeps for itself is its owner's, also what an earlier version left open")
  func modes() throws {
    #expect(try assay("run", "--date", "2026-01-05").status == 0)
    let journal = ".assay/dev/journal.sqlite"
    #expect(try [".assay", ".assay/dev", journal].map(mode) == [0o700, 0o700, 0o600])
    for (name, mode) in [(".assay", 0o755), (".assay/dev", 0o755), (journal, 0o644)] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.path(name))
    }
    #expect(try assay("run", "--date", "2026-01-05").status == 0)
    #expect(try [".assay", ".assay/dev", journal].map(mode) == [0o700, 0o700, 0o600])
  }

  @Test("rights that the owner gave to a group stay")
  func group() throws {
    #expect(try assay("run", "--date", "2026-01-05").status == 0)
    let journal = ".assay/dev/journal.sqlite"
    for (name, mode) in [(".assay", 0o750), (".assay/dev", 0o770), (journal, 0o660)] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.path(name))
    }
    #expect(try assay("run", "--date", "2026-01-05").status == 0)
    #expect(try [".assay", ".assay/dev", journal].map(mode) == [0o750, 0o770, 0o660])
  }
}
