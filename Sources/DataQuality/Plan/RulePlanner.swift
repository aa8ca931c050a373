/// Turns a ruleset into what to ask the engine.
package enum RulePlanner {
  /// One plan for each rule, in the ruleset's order.
  ///
  /// A rule that names a column or a reference that is not there, or needs numbers of a column of texts, is FAIL, as
  /// AWS has it: the data are not what the rule says they are. The message names the column and near names. A rule that
  /// cannot be judged (its SQL refused, an expression without a value) is ERROR.
  static func plan(_ ruleset: Ruleset, _ context: QualityContext, _ prepared: PreparedRules) -> [PlannedRule] {
    ruleset.rules.map { plan($0, context, prepared) }
  }

  static func plan(_ rule: Rule, _ context: QualityContext, _ prepared: PreparedRules) -> PlannedRule {
    switch rule.kind {
    case .simple(let simple):
      do throws(Settled) {
        return try SimplePlanner(rule, simple, context, prepared).plan()
      } catch {
        return PlannedRule(rule: rule, plan: .settled(error.verdict), rowSQL: nil)
      }
    case .composite(let connective, let legs):
      return joined(rule, connective, legs.map { plan($0, context, prepared) }, context)
    }
  }

  private static func joined(
    _ rule: Rule, _ connective: Rule.Connective, _ legs: [PlannedRule], _ context: QualityContext
  ) -> PlannedRule {
    let outcomes = legs.compactMap(\.rowSQL)
    guard outcomes.count == legs.count else {
      return PlannedRule(rule: rule, plan: .joined(connective, legs), rowSQL: nil)
    }
    let sql = "(" + outcomes.joined(separator: " \(connective.rawValue.uppercased()) ") + ")"
    guard context.compositeEvaluation == .row else {
      return PlannedRule(rule: rule, plan: .joined(connective, legs), rowSQL: sql)
    }
    let question = Question(query: countingRows(sql, context), judge: .queriedRows(threshold: nil, whenEmpty: .failing))
    return PlannedRule(rule: rule, plan: .asked(question), rowSQL: sql)
  }

  /// Rows with an outcome, and those that pass. The outcome is worked out below the aggregates, where it may hold a
  /// subquery.
  static func countingRows(_ outcome: String, _ context: QualityContext) -> String {
    "SELECT count(o), count(*) FILTER (WHERE o) FROM (SELECT \(outcome) AS o FROM \(context.relation) AS t) AS r"
  }
}

extension Rule {
  /// The rule itself, or all legs down to those that join nothing.
  var simpleRules: [Rule] {
    switch kind {
    case .simple: [self]
    case .composite(_, let legs): legs.flatMap(\.simpleRules)
    }
  }
}
