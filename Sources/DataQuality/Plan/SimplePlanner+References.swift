import Foundation
import Words

/// A table that rules look into beside the target.
struct Reference {
  let alias: String
  let relation: String
  let columns: [QualityContext.Column]

  func column(_ name: String) throws(Settled) -> QualityContext.Column {
    if let column = ColumnName(name).find(in: columns) { return column }
    let hint = Suggestion.hint(for: name, among: columns.map(\.name)).map { "; \($0)" } ?? ""
    throw Settled(verdict: .fail("the column \"\(name)\" is not in \(alias)\(hint)"))
  }
}

/// A column of the target beside one of a reference, made comparable: texts beside numbers as numbers, other kinds as
/// texts.
struct ColumnPair {
  let first: String
  let second: String

  init(_ one: QualityContext.Column, _ other: QualityContext.Column) {
    switch (one.kind, other.kind) {
    case (.text, .number), (.number, .text):
      (first, second) = (one.number ?? one.sql, other.number ?? other.sql)
    case (.text, .date), (.date, .text): (first, second) = (one.day ?? one.sql, other.day ?? other.sql)
    case (.text, .timestamp), (.timestamp, .text): (first, second) = (one.moment ?? one.sql, other.moment ?? other.sql)
    case (let a, let b) where a != b && (a == .text || b == .text): (first, second) = (one.text, other.text)
    default:
      first = one.dialect.comparable(one.sql, one, with: other)
      second = one.dialect.comparable(other.sql, other, with: one)
    }
  }
}

/// Rules that hold the target against another table as a whole.
extension SimplePlanner {
  func reference(_ alias: String) throws(Settled) -> Reference {
    guard let relation = context.references[alias] else {
      throw Settled(verdict: .fail(missingReference(alias)))
    }
    if context.unbuilt.contains(alias) { throw Settled(verdict: .error("\(alias) was never built")) }
    return Reference(alias: alias, relation: relation, columns: context.referenceColumns[alias] ?? [])
  }

  func missingReference(_ alias: String) -> String {
    missing("reference", alias, context.references.keys.sorted())
  }

  /// Rows of the target for each row of the reference.
  func rowCountMatch() throws(Settled) -> PlannedRule {
    let reference = try reference(simple.parameters[0])
    let query =
      "SELECT (SELECT count(*) FROM \(context.relation) AS t), "
      + "(SELECT count(*) FROM \(reference.relation) AS r)"
    return asked(Question(query: query, judge: .rowRatio(try limits())))
  }

  /// The share of columns that the reference has with the same name and type, in any order. Tables with another number of
  /// columns do not match at all (deequ `SchemaMatch`).
  func schemaMatch() throws(Settled) -> Verdict {
    let reference = try reference(simple.parameters[0])
    let (own, other) = (context.columns, reference.columns)
    guard own.count == other.count, !own.isEmpty else {
      return .fail("\(own.count) columns beside \(other.count) of \(reference.alias)")
    }
    let strange = own.filter { column in !other.contains { $0.name == column.name && $0.type == column.type } }
    var verdict = judged(Double(own.count - strange.count) / Double(own.count), try limits())
    if verdict.status == .fail, !strange.isEmpty {
      verdict.message += "; other in \(reference.alias): " + strange.prefix(5).map(\.name).joined(separator: ", ")
    }
    return verdict
  }

  // MARK: AggregateMatch

  /// The first sum or mean by the second; of nothing but zeros 1.
  func aggregateMatch() throws(Settled) -> PlannedRule {
    let (first, second) = (try aggregate(simple.parameters[0]), try aggregate(simple.parameters[1]))
    let query =
      "SELECT (SELECT \(first.value) FROM \(first.relation) AS t), (SELECT \(second.value) FROM \(second.relation) AS t), "
      + "(SELECT \(first.strange) FROM \(first.relation) AS t), (SELECT \(second.strange) FROM \(second.relation) AS t)"
    return asked(Question(query: query, judge: .sumRatio(try limits())))
  }

  private func aggregate(_ text: String) throws(Settled) -> (value: String, strange: String, relation: String) {
    guard let match = text.wholeMatch(of: /\s*(?i:(sum|avg))\((.*)\)\s*/) else {
      throw Settled(verdict: .fail("\"\(text)\" is no sum(…) or avg(…) of a column"))
    }
    let (column, relation) = try aggregated(String(match.2).replacing("\"", with: ""))
    let measure = NumberMeasure(try numeric(column), match.1.lowercased())
    return (measure.aggregate(nil), measure.strangers(nil) ?? "count(*) FILTER (WHERE false)", relation)
  }

  /// `column`, `primary.column` or `alias.column`.
  private func aggregated(_ text: String) throws(Settled) -> (QualityContext.Column, relation: String) {
    if let own = context.column(text) { return (own, context.relation) }
    guard let point = text.lastIndex(of: ".") else { return (try column(text), context.relation) }
    let (alias, name) = (String(text[..<point]), String(text[text.index(after: point)...]))
    if alias == "primary" { return (try column(name), context.relation) }
    let reference = try reference(alias)
    return (try reference.column(name), reference.relation)
  }

  // MARK: DatasetMatch

  /// The share of rows that the reference has under the same key with equal values. NULL equals NULL in a value, and
  /// nothing in a key. Keys that do not tell rows apart fail (deequ `DataSynchronization`).
  func datasetMatch() throws(Settled) -> PlannedRule {
    let reference = try reference(simple.parameters[0])
    let keys = try pairs(simple.parameters[1], reference)
    let values: [(name: String, pair: ColumnPair)]
    if simple.parameters.count > 2 {
      values = try pairs(simple.parameters[2], reference)
    } else {
      var others: [(name: String, pair: ColumnPair)] = []
      for column in context.columns where !keys.contains(where: { $0.name == column.name }) {
        others.append((column.name, ColumnPair(column, try reference.column(column.name))))
      }
      values = others
    }
    guard !keys.isEmpty, !values.isEmpty else { throw Settled(verdict: .fail("there are no columns to compare")) }
    let own = Self.columns(keys, values, \.first)
    let other = Self.columns(keys, values, \.second)
    let key = keys.indices.map { "k\($0)" }
    let equal =
      key.map { "a.\($0) = b.\($0)" } + values.indices.map { "a.v\($0) IS NOT DISTINCT FROM b.v\($0)" }
    let query = """
      WITH a AS (SELECT \(own) FROM \(context.relation) AS t), b AS (SELECT \(other) FROM \(reference.relation) AS t) \
      SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM (SELECT DISTINCT \(SQLPart.list(key)) FROM a) AS d), \
      (SELECT count(*) FROM b), (SELECT count(*) FROM (SELECT DISTINCT \(SQLPart.list(key)) FROM b) AS d), \
      (SELECT count(*) FROM a SEMI JOIN b ON \(equal.joined(separator: " AND ")))
      """
    return asked(Question(query: query, judge: .matchedRows(try limits())))
  }

  private static func columns(
    _ keys: [(name: String, pair: ColumnPair)], _ values: [(name: String, pair: ColumnPair)],
    _ side: KeyPath<ColumnPair, String>
  ) -> String {
    SQLPart.list(
      keys.enumerated().map { "\($1.pair[keyPath: side]) AS k\($0)" }
        + values.enumerated().map { "\($1.pair[keyPath: side]) AS v\($0)" })
  }

  /// `a,b->c`: columns of the target, each with the reference's own name for it where that differs.
  private func pairs(
    _ mapping: String, _ reference: Reference
  ) throws(Settled) -> [(name: String, pair: ColumnPair)] {
    var pairs: [(name: String, pair: ColumnPair)] = []
    for name in Self.names(mapping.replacing("\"", with: "")) {
      let sides = name.split(separator: "->", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      let own = try column(sides[0])
      pairs.append((own.name, ColumnPair(own, try reference.column(sides.count > 1 ? sides[1] : sides[0]))))
    }
    return pairs
  }

  // MARK: Names and history

  /// Whether all names hold the pattern; it need not take in the whole name (deequ `ColumnNamesMatchPatternExecutor`).
  func columnNamesMatch(_ pattern: String) -> PlannedRule {
    let names = context.columns.map { "(\(context.dialect.literal($0.name)))" }
    let query =
      names.isEmpty
      ? nil
      : "SELECT name FROM (VALUES \(SQLPart.list(names))) AS v(name) "
        + "WHERE NOT regexp_matches(name, \(context.dialect.literal(pattern)))"
    return asked(Question(query: query, judge: .strangers(of: names.count, pattern: pattern)))
  }

  /// The measure it names, held against the values it had before.
  func anomalies() throws(Settled) -> PlannedRule {
    let name = simple.parameters[0]
    guard let type = RuleType(rawValue: name), type.isMeasured else {
      let known = RuleType.allCases.filter(\.isMeasured).map(\.rawValue)
      let hint = Suggestion.hint(for: name, among: known).map { "; \($0)" } ?? ""
      throw Settled(verdict: .error("\(name) is no measure that has a history\(hint)"))
    }
    let measure = SimpleRule(
      type: type, parameters: Array(simple.parameters.dropFirst()), condition: nil, filter: nil, threshold: nil,
      tags: [])
    guard type.signatures.contains(where: { $0.parameters.contains(measure.parameters.count) }) else {
      throw Settled(verdict: .error("\(name) is measured of another number of columns"))
    }
    let history = context.history(rule.text)
    do throws(Settled) {
      let plan = try SimplePlanner(rule, measure, context, prepared).plan()
      guard case .asked(var question) = plan.plan else { return plan }
      question.judge = .anomaly(question.judge, history: history)
      return asked(question)
    } catch {
      throw Settled(verdict: Anomaly(history: history).verdict(name, error.verdict))
    }
  }
}

extension RuleType {
  /// Its measure is one number of the whole table, so it has a history.
  var isMeasured: Bool {
    switch self {
    case .rowCount, .columnCount, .completeness, .uniqueness, .uniqueValueRatio, .distinctValuesCount, .mean, .sum,
      .standardDeviation, .variance, .entropy, .columnCorrelation, .rowCountMatch, .schemaMatch, .aggregateMatch,
      .datasetMatch, .referentialIntegrity, .customSql, .fileUniqueness:
      true
    default: false
    }
  }
}
