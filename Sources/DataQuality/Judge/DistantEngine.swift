import Words

/// An engine elsewhere that has the rows as well, and is asked in words of its own.
package protocol DistantEngine: QualityEngine {
  /// Why it answers nothing any more; nil while it does.
  var loss: (any Error)? { get }
}

/// Where a check may ask about its rows instead.
package struct Elsewhere {
  package let engine: any DistantEngine
  package let dialect: QualityDialect
  /// The target, and the references by their aliases, as they may stand after FROM there. A reference that is missing is not
  /// to be had there.
  package let relation: String
  package let references: [String: String]
  /// Told of each rule that is judged here, and why.
  package let tell: (_ rule: Rule, _ reason: String) -> Void

  package init(
    engine: any DistantEngine, dialect: QualityDialect, relation: String, references: [String: String],
    tell: @escaping (_ rule: Rule, _ reason: String) -> Void
  ) {
    (self.engine, self.dialect, self.relation, self.references) = (engine, dialect, relation, references)
    self.tell = tell
  }
}
