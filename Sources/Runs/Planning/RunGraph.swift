import ModelSQL
import Project
import Words

/// The tasks of a run and what each waits for, in an order in which they could run one by one.
package struct RunGraph: Sendable, Hashable {
  package let tasks: [RunTask]

  package init(tasks: [RunTask] = []) { self.tasks = tasks }

  /// The tasks that bring tables up to date, each after everything it reads.
  /// - Throws: `RunError` when a table that is asked for does not exist.
  package init(
    _ input: RunInput, project: ProjectDefinition, analysis: ProjectAnalysis
  ) throws(RunError) {
    let all = project.sources.map(\.table).sorted() + analysis.order
    for table in input.tables where !all.contains(table) {
      let hint = NearestName.hint(for: table.description, among: all.map(\.description))
      throw RunError(.tableMissing, "there is no table \(table)\(hint)")
    }
    let wanted = Self.selection(input, all: all, inputs: analysis.inputs)
    let looks = RuleReferences.tables(of: project, inputs: analysis.inputs)
    tasks = all.filter(wanted.contains).map { table in
      RunTask(
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
