import ModelSQL
import Project
import Words

/// One step of a run: a source taken in, or a table built.
package struct RunStep: Sendable, Hashable {
  package let table: TableName
  package let dependsOn: [TableName]
  /// Tables its rules look at: the step waits for them, but does not need them.
  package let after: [TableName]

  package var kind: StepKind { table.layer == .bronze ? .ingest : .build }
  package var name: String { table.description }
}

/// The steps of a run, each after everything it reads.
package enum RunSteps {
  /// Throws `RunError` when a table that is asked for does not exist.
  package static func plan(
    _ input: RunInput, project: ProjectDefinition, analysis: ProjectAnalysis
  ) throws(RunError) -> [RunStep] {
    let all = project.sources.map(\.table).sorted() + analysis.order
    for table in input.tables where !all.contains(table) {
      let hint = NearestName.hint(for: table.description, among: all.map(\.description))
      throw RunError(.tableMissing, "there is no table \(table)\(hint)")
    }
    let wanted = selection(input, all: all, inputs: analysis.inputs)
    let looks = RuleReferences.tables(of: project, inputs: analysis.inputs)
    return all.filter(wanted.contains).map { table in
      RunStep(
        table: table, dependsOn: (analysis.inputs[table] ?? []).filter { wanted.contains($0) && $0 != table },
        after: (looks[table] ?? []).filter(wanted.contains))
    }
  }

  private static func selection(
    _ input: RunInput, all: [TableName], inputs: [TableName: [TableName]]
  ) -> Set<TableName> {
    guard !input.tables.isEmpty else { return Set(all) }
    var wanted = Set(input.tables)
    if input.upstream { wanted.formUnion(Lineage.upstream(of: Set(input.tables), inputs)) }
    if input.downstream { wanted.formUnion(Lineage.downstream(of: Set(input.tables), inputs)) }
    return wanted
  }
}

/// Why a run cannot start or go on. `error` is the short name the journal shows.
package struct RunError: NamedFailure, Hashable, CustomStringConvertible {
  package let error: FailureName
  package let cause: String

  package init(_ error: FailureName, _ cause: String) {
    self.error = error
    self.cause = cause
  }

  package var description: String { cause }
}
