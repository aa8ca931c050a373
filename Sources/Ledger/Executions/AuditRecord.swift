import Foundation
import JSON

/// Something a person or a schedule did to this environment.
package struct NewAudit: Sendable, Hashable {
  package var actor: String
  /// A verb with its object: `run`, `stop`, `bookmark reset`.
  package var action: String
  /// What it was done to: a table, an execution, a pipeline.
  package var target: String
  /// Values under a key that names a secret are masked before they are stored.
  package var arguments: JSONObject

  package init(actor: String, action: String, target: String, arguments: JSONObject = [:]) {
    self.actor = actor
    self.action = action
    self.target = target
    self.arguments = arguments
  }
}

package struct AuditRecord: Sendable, Hashable, Identifiable {
  package let id: Int64
  package let at: Date
  package let actor: String
  package let action: String
  package let target: String
  package let arguments: JSONObject

  package init(
    id: Int64, at: Date, actor: String, action: String, target: String, arguments: JSONObject
  ) {
    self.id = id
    self.at = at
    self.actor = actor
    self.action = action
    self.target = target
    self.arguments = arguments
  }
}
