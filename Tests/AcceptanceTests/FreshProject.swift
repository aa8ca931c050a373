import Foundation
import JSON
import TestSupport

/// A scaffolded project that has run once, made for the first test that asks and shared by a suite's tests, which only read.
struct FreshProject: Sendable {
  let folder: TemporaryFolder
  let initialised: Binary.Answer
  let validated: Binary.Answer
  let ran: Binary.Answer

  static let shared = Result { try FreshProject() }

  var assay: Binary { Binary(folder: folder.path("shop")) }

  private init() throws {
    folder = try TemporaryFolder()
    initialised = try Binary(folder: folder.path)("init", "shop", "--json")
    let assay = Binary(folder: folder.path("shop"))
    validated = try assay("validate", "--json")
    ran = try assay("run", "--date", "2026-01-05", "--json")
  }
}
