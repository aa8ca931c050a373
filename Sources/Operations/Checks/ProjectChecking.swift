import Foundation
import Words

/// What is wrong with a project, and with what it needs. Can also be had of a project that does not open, since that is when
/// it is needed most: then from whoever opens it, without an environment around it.
package protocol ProjectChecking: Sendable {
  /// Every problem of the project's files, in the order of files and lines, each once; files are relative to its folder. Empty
  /// when all is well. Throws `invalid` where there is no project, `unavailable` without what parses SQL.
  func problems(asOf: Date?) throws -> [Problem]

  /// What runs of the project need, and whether it is there: project, ledger, lake, folders, secrets, places that its sources
  /// read, the tables' files. What cannot be looked at is a finding, too. Looking makes nothing.
  func findings(asOf: Date?) throws -> [Finding]
}

extension ProjectChecking {
  package func problems() throws -> [Problem] { try problems(asOf: nil) }
  package func findings() throws -> [Finding] { try findings(asOf: nil) }
}
