/// SQL that a rule's author wrote.
package enum RuleSQL: Sendable, Hashable {
  /// A condition on single rows of the target (`where`).
  case condition(String)
  /// The statement of a CustomSql rule over `primary`, quoted, and the references. One whose rule has a condition gives
  /// one number.
  case statement(String, givesNumber: Bool)
}

/// Why a rule's SQL is not run.
package enum RuleSQLProblem: Error, Sendable, Hashable {
  /// It does what a rule may not do, or is no SQL: the rule is ERROR.
  case refused(String)
  /// It reads a table that is not there: the rule is FAIL.
  case missingReference(String)
}

extension Ruleset {
  /// The SQL of all rules, each with where its rule begins.
  package var writtenSQL: [(sql: RuleSQL, rule: Rule)] {
    rules.flatMap(\.simpleRules).flatMap { rule in rule.writtenSQL.map { ($0, rule) } }
  }

  /// It has rules about the files that rows come from.
  package var looksAtFiles: Bool {
    let types = rules.flatMap(\.simpleRules).map { rule in
      if case .simple(let simple) = rule.kind { simple.type } else { RuleType.rowCount }
    }
    return types.contains { [.fileSize, .fileFreshness, .fileMatch, .fileUniqueness].contains($0) }
      || rules.contains { $0.text.contains(RuleType.fileUniqueness.rawValue) }
  }

  /// The rules that fail whatever the data, each with the reason.
  package var hopeless: [(reason: String, rule: Rule)] {
    rules.flatMap(\.simpleRules).compactMap { rule in
      guard case .simple(let simple) = rule.kind, simple.type == .columnDataType else { return nil }
      return DataTypeTest.objection(to: simple).map { ($0, rule) }
    }
  }

  /// The regular expressions of all rules, each with where its rule begins.
  package var patterns: [(pattern: String, rule: Rule)] {
    rules.flatMap(\.simpleRules).compactMap { rule in
      guard case .simple(let simple) = rule.kind else { return nil }
      if case .pattern(let pattern, _)? = simple.condition { return (pattern, rule) }
      return simple.type == .columnNamesMatchPattern ? (simple.parameters[0], rule) : nil
    }
  }
}

extension Rule {
  var writtenSQL: [RuleSQL] {
    guard case .simple(let simple) = kind else { return [] }
    return [simple.filterSQL, simple.statementSQL].compactMap { $0 }
  }
}

extension SimpleRule {
  var filterSQL: RuleSQL? { filter.map(RuleSQL.condition) }

  var statementSQL: RuleSQL? {
    guard type == .customSql else { return nil }
    return .statement(CustomStatement.text(parameters[0]), givesNumber: condition != nil)
  }
}
