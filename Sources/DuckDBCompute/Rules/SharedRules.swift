import DataQuality
import JSON
import Lake
import ModelSQL
import Project
import Words

/// A step whose query was evaluated by another engine: that one judges what came of it, too.
struct SharedStep {
  let table: TableName
  let queries: any QueryCompute
  let reporter: any StepReporter
}

/// The other engine, as rules ask it. What they will ask is asked at once, for each time it is reached costs.
final class SharedRules: DistantEngine {
  private let session: DuckDBSession
  private let step: SharedStep
  private let inputs: [SharedInput]
  private var answers: [String: SharedAnswer] = [:]
  private(set) var loss: (any Error)?

  init(_ session: DuckDBSession, _ step: SharedStep, _ inputs: [SharedInput]) {
    (self.session, self.step, self.inputs) = (session, step, inputs)
  }

  func relation(of table: TableName) -> String { step.queries.relation(of: table) }

  func expect(_ queries: [String]) {
    var seen = Set(answers.keys)
    let new = queries.filter { seen.insert($0).inserted }
    guard !new.isEmpty, loss == nil else { return }
    do {
      let questions = SharedQuestions(table: step.table, inputs: inputs, queries: new)
      for (query, answer) in zip(new, try step.queries.answers(to: questions, step.reporter)) {
        answers[query] = answer
      }
    } catch {
      loss = error
    }
  }

  func rows(_ sql: String) throws -> [[JSONValue]] {
    expect([sql])
    if let loss { throw loss }
    switch answers[sql] {
    case .rows(let rows): return rows
    case .refused(let reason): throw NoAnswer(description: reason)
    case nil: throw NoAnswer(description: "it was given no answer")
    }
  }

  private struct NoAnswer: Error, CustomStringConvertible { let description: String }

  func prepared(_ sql: RuleSQL, _ context: QualityContext) throws(RuleSQLProblem) -> String {
    let tables = Dictionary(inputs.dropFirst().map { ($0.table, relation(of: $0.table)) }) { first, _ in first }
    return try RuleStatement(sql, context.scope(of: sql)).shared(
      tables: tables, parameters: RunParameters(runDate: context.zone.day(context.now), runTimestamp: context.now),
      connection: session.connection)
  }
}

extension DuckDBSession {
  /// Where the rules of a candidate are asked; nil: here.
  func elsewhere(_ rows: RowSet, _ judgement: Judgement) throws -> Elsewhere? {
    guard let step = sharing, case .candidate(let folder, let schema, let partitionColumns, let files) = rows,
      !files.isEmpty, files.allSatisfy({ $0.deletionVector == nil })
    else { return nil }
    let target = SharedInput(
      table: step.table, folder: folder, schema: schema, partitionColumns: partitionColumns, files: files)
    // Bronze, which our scanner reads, and tables of other makers are looked into here.
    let references = judgement.references.compactMap { input -> SharedInput? in
      guard case .delta(let snapshot) = input.content, snapshot.isPlain else { return nil }
      return SharedInput(input.table, snapshot)
    }
    if step.queries.sharesDisk { try workspace.bring(([target] + references).flatMap { $0.files.map(\.path) }) }
    let rules = SharedRules(self, step, [target] + references)
    return Elsewhere(
      engine: rules, dialect: .spark, relation: rules.relation(of: step.table),
      references: Dictionary(
        references.map { ($0.table.description, rules.relation(of: $0.table)) }, uniquingKeysWith: { first, _ in first }
      )
    ) { rule, reason in
      step.reporter.log(.info, "\(step.table): \(rule.text): judged here, not on Spark: \(reason)")
    }
  }
}
