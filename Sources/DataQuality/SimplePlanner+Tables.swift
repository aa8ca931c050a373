import Foundation

/// Rules that look at another table, or run a statement.
extension SimplePlanner {
  // MARK: ReferentialIntegrity

  /// The share of rows whose key is found in the reference. A key with a NULL in it is not found.
  func referentialIntegrity() throws(Settled) -> PlannedRule {
    let own = try ownColumns()
    let (relation, names) = try referenceColumns()
    guard own.count == names.count else {
      throw Settled(verdict: .error("\(own.count) columns cannot be looked up in \(names.count)"))
    }
    let keys = names.indices.map { "k\($0)" }
    let selected = zip(names, keys).map { "\(SQLText.identifier($0)) AS \($1)" }
    let matches = zip(own, keys).map { "t.\($0.sql) = r.\($1)" }.joined(separator: " AND ")
    let reference = "(SELECT \(SQLText.list(selected)) FROM \(relation) AS t) AS r ON \(matches)"
    let target = "FROM \(context.relation) AS t"
    let question = Question(
      query: "SELECT (SELECT count(*) \(target)), (SELECT count(*) \(target) SEMI JOIN \(reference))",
      evidence: "SELECT DISTINCT \(SQLText.list(own.map { "t.\($0.sql)" })) \(target) ANTI JOIN \(reference) LIMIT 3",
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
  private func referenceColumns() throws(Settled) -> (relation: String, names: [String]) {
    let text = simple.parameters[1]
    let points = text.indices.filter { text[$0] == "." }
    for point in points.reversed() {
      let alias = String(text[..<point])
      guard let relation = context.references[alias] else { continue }
      if context.unbuilt.contains(alias) { throw Settled(verdict: .error("\(alias) was never built")) }
      return (relation, Self.names(String(text[text.index(after: point)...])))
    }
    let end = text.range(of: ".{")?.lowerBound ?? points.last ?? text.endIndex
    throw Settled(
      verdict: .fail(missing("reference", String(text[..<end]), context.references.keys.sorted())))
  }

  private static func names(_ list: String) -> [String] {
    let inner = list.hasPrefix("{") && list.hasSuffix("}") ? String(list.dropFirst().dropLast()) : list
    return inner.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  // MARK: CustomSql

  /// With a condition the statement gives one number; without, the rows it gives are the rows that pass.
  func customSql() throws(Settled) -> PlannedRule {
    let statement = CustomStatement(simple.parameters[0])
    guard simple.condition != nil else { return try passingRows(statement) }
    guard simple.threshold == nil else {
      throw Settled(verdict: .error("a statement with a condition gives one number, so it has no threshold"))
    }
    // Two rows are enough to see that there are too many.
    return asked(Question(query: statement.query("*", in: context, limit: 2), judge: .statement(try limits())))
  }

  private func passingRows(_ statement: CustomStatement) throws(Settled) -> PlannedRule {
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
    let key = SQLText.key(names.map(SQLText.identifier))
    let outcome = "(\(key) IN (\(statement.query(key, in: context))))"
    let question = Question(
      query: RulePlanner.countingRows(outcome, context), judge: .queriedRows(threshold: try threshold()))
    return asked(question, row: outcome)
  }
}
