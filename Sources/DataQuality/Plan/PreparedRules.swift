/// The SQL of a ruleset's rules as the engine may be asked it.
struct PreparedRules: Sendable {
  private var texts: [RuleSQL: Result<String, RuleSQLProblem>] = [:]
  /// What the statements without a condition give, by statement.
  private(set) var columns: [RuleSQL: StatementColumns] = [:]

  /// Asks the engine for all of them. A `where` that cannot be asked is known before the rule is planned.
  init(_ ruleset: Ruleset, _ context: QualityContext, _ engine: any QualityEngine) {
    for (sql, _) in ruleset.writtenSQL where texts[sql] == nil {
      texts[sql] = Result { () throws(RuleSQLProblem) in try engine.prepared(sql, context) }
      guard case .statement(_, givesNumber: false) = sql, case .success(let text)? = texts[sql] else { continue }
      columns[sql] = Self.describe(CustomStatement(prepared: text).describing(in: context), engine)
    }
  }

  /// The same SQL in the words of another engine; what the statements give is known.
  func prepared(by engine: any QualityEngine, _ context: QualityContext, _ ruleset: Ruleset) -> PreparedRules {
    var other = self
    for (sql, _) in ruleset.writtenSQL where refusal(of: sql) == nil {
      other.texts[sql] = Result { () throws(RuleSQLProblem) in try engine.prepared(sql, context) }
    }
    return other
  }

  /// Why it is not asked; nil where it is.
  func refusal(of sql: RuleSQL) -> String? {
    switch texts[sql] {
    case .failure(.refused(let message)), .failure(.missingReference(let message)): message
    case .success, nil: nil
    }
  }

  func text(_ sql: RuleSQL) throws(Settled) -> String {
    switch texts[sql] {
    case .success(let text): return text
    case .failure(.refused(let message)): throw Settled(verdict: .error(message))
    case .failure(.missingReference(let message)): throw Settled(verdict: .fail(message))
    case nil: throw Settled(verdict: .error("the rule's SQL was not looked at"))
    }
  }

  private static func describe(_ query: String, _ engine: any QualityEngine) -> StatementColumns {
    do {
      return .known(try engine.facts(query).compactMap { $0.first?.stringValue })
    } catch {
      return .failed(String(describing: error))
    }
  }
}
