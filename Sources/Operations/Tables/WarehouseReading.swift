import Foundation
import Rows

/// The warehouse beside the lake: tables that scripts change, all of a script or nothing.
package protocol WarehouseReading: Sendable {
  /// Its tables with their rows, by name, or the answer to one SELECT of them. Throws `invalid` for a SELECT that is wrong.
  func warehouse(_ select: String?, asOf: Date?) throws -> ResultTable

  /// How many statements a script has with its values put in; nothing is changed. Throws `notFound` for a script that is not
  /// there, and `failed` where it is wrong.
  func statements(of call: ScriptCall) throws -> Int
}

/// The same with the scripts carried out.
package protocol WarehouseOperations: WarehouseReading {
  /// All of it, or nothing.
  func carryOut(_ call: ScriptCall) throws -> ScriptOutcome
}

/// A script of the project with its values.
package struct ScriptCall: Sendable, Hashable {
  package var procedure: String
  /// For `:NAME`; `run_date` is today where it is not given.
  package var values: [String: String]

  package init(_ procedure: String, values: [String: String] = [:]) {
    (self.procedure, self.values) = (procedure, values)
  }
}

package struct ScriptOutcome: Sendable, Hashable {
  /// Rows that each statement changed.
  package var changed: [Int]
  package var total: Int { changed.reduce(0, +) }
  package init(changed: [Int]) { self.changed = changed }
}
