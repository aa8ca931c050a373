import Foundation
import Words

/// CustomSql, and rules that look whether rows are found in another table.
extension SimplePlanner {
  // MARK: ReferentialIntegrity

  /// The share of rows whose key is found in the reference. A key with a NULL in it is not found.
  func referentialIntegrity() throws(Settled) -> PlannedRule {
    let own = try ownColumns()
    let (reference, names) = try referenceColumns(simple.parameters[1])
    guard own.count == names.count else {
      throw Settled(verdict: .error("\(own.count) columns cannot be looked up in \(names.count)"))
    }
    var pairs: [ColumnPair] = []
    for (column, name) in zip(own, names) { pairs.append(ColumnPair(column, try reference.column(name))) }
    let keys = pairs.enumerated().map { "\($1.second) AS k\($0)" }
    let matches = pairs.enumerated().map { "\($1.first) = r.k\($0)" }.joined(separator: " AND ")
    let found = "(SELECT \(SQLPart.list(keys)) FROM \(reference.relation) AS t) AS r ON \(matches)"
    let target = "FROM \(context.relation) AS t"
    let question = Question(
      query: "SELECT (SELECT count(*) \(target)), (SELECT count(*) \(target) SEMI JOIN \(found))",
      evidence: "SELECT DISTINCT \(SQLPart.list(own.map(\.sql))) \(target) ANTI JOIN \(found) LIMIT 3",
      judge: .queriedShare(try limits()))
    return asked(question)
  }

  private func ownColumns() throws(Settled) -> [QualityContext.Column] {
    var columns: [QualityContext.Column] = []
    for name in Self.names(simple.parameters[0]) {
      let bare = name.hasPrefix("primary.") && context.column(name) == nil ? String(name.dropFirst(8)) : name
      columns.append(try column(bare))
    }
    return columns
  }

  /// `alias.column` or `alias.{column,column}`. An alias may hold points itself.
  private func referenceColumns(_ text: String) throws(Settled) -> (reference: Reference, names: [String]) {
    let points = text.indices.filter { text[$0] == "." }
    for point in points.reversed() where context.references[String(text[..<point])] != nil {
      let reference = try reference(String(text[..<point]))
      return (reference, Self.names(String(text[text.index(after: point)...])))
    }
    let end = text.range(of: ".{")?.lowerBound ?? points.last ?? text.endIndex
    throw Settled(verdict: .fail(missingReference(String(text[..<end]))))
  }

  static func names(_ list: String) -> [String] {
    let inner = list.hasPrefix("{") && list.hasSuffix("}") ? String(list.dropFirst().dropLast()) : list
    return inner.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  // MARK: CustomSql

  /// With a condition the statement gives one number; without, the rows it gives are the rows that pass.
  func customSql() throws(Settled) -> PlannedRule {
    guard let sql = simple.statementSQL else { throw Settled(verdict: .error("the rule has no statement")) }
    let statement = CustomStatement(prepared: try prepared.text(sql))
    guard simple.condition != nil else { return try passingRows(statement, prepared.columns[sql]) }
    guard simple.threshold == nil else {
      throw Settled(verdict: .error("a statement with a condition gives one number, so it has no threshold"))
    }
    // Two rows are enough to see that there are too many.
    return asked(Question(query: statement.query("*", in: context, limit: 2), judge: .statement(try limits())))
  }

  private func passingRows(_ statement: CustomStatement, _ columns: StatementColumns?) throws(Settled) -> PlannedRule {
    let names: [String]
    switch columns {
    case .known(let known): names = known
    case .failed(let message): throw Settled(verdict: .error(message))
    case nil: throw Settled(verdict: .error("the statement's columns are not known"))
    }
    if let stranger = names.first(where: { context.column($0) == nil }) {
      let message = "the statement gives the column \"\(stranger)\", but may only give columns of the target"
      throw Settled(verdict: .fail(message))
    }
    let key = context.dialect.key(names.map(context.dialect.name))
    let outcome = "(\(key) IN (\(statement.query(key, in: context))))"
    let question = Question(
      query: RulePlanner.countingRows(outcome, context),
      judge: .queriedRows(threshold: try threshold(), whenEmpty: .failing))
    return asked(question, row: outcome)
  }
}
