import Foundation
import Words

package enum SchemaDriftKind: String, Sendable, Hashable, CaseIterable {
  case new, missing, retyped
}

/// What a source's setting says to do about a changed column.
package enum SchemaDriftReaction: String, Sendable, Hashable, CaseIterable {
  case accept, warn, fail
}

/// A file whose columns are not the declared ones.
package struct NewSchemaDrift: Sendable, Hashable {
  package var source: String
  package var kind: SchemaDriftKind
  package var column: String
  package var file: String
  package var reaction: SchemaDriftReaction
  /// The declared and the found type of a retyped column.
  package var declared: String?
  package var found: String?

  package init(
    source: String, kind: SchemaDriftKind, column: String, file: String, reaction: SchemaDriftReaction,
    declared: String? = nil, found: String? = nil
  ) {
    self.source = source
    self.kind = kind
    self.column = column
    self.file = file
    self.reaction = reaction
    self.declared = declared
    self.found = found
  }
}

package struct SchemaDriftRecord: Sendable, Hashable, Identifiable {
  package let id: Int64
  package let drift: NewSchemaDrift
  package let at: Date
  package let execution: ExecutionID?

  package init(
    id: Int64, drift: NewSchemaDrift, at: Date, execution: ExecutionID?
  ) {
    self.id = id
    self.drift = drift
    self.at = at
    self.execution = execution
  }
}
