import Words

/// What a task does.
package enum TaskWork: Sendable, Hashable {
  /// Takes in what is new of the source that makes this table.
  case ingest(TableName)
  case build(TableName)

  package var kind: StepKind {
    switch self {
    case .ingest: .ingest
    case .build: .build
    }
  }

  package var table: TableName {
    switch self {
    case .ingest(let table), .build(let table): table
    }
  }
}

/// One task of a run: a step of its execution, under a name that no other has.
package struct RunTask: Sendable, Hashable {
  package let name: StepName
  package let work: TaskWork
  /// Tasks that must have succeeded before it starts.
  package let dependsOn: [StepName]
  /// Tasks it waits for, but does not need: those of tables that its rules look at.
  package let after: [StepName]

  package init(_ name: StepName, _ work: TaskWork, dependsOn: [StepName] = [], after: [StepName] = []) {
    self.name = name
    self.work = work
    self.dependsOn = dependsOn
    self.after = after
  }

  /// The task that brings one table up to date, named for it.
  package init(table: TableName, dependsOn: [TableName] = [], after: [TableName] = []) {
    self.init(
      StepName(table), table.layer == .bronze ? .ingest(table) : .build(table),
      dependsOn: dependsOn.map { StepName($0) }, after: after.map { StepName($0) })
  }

  package var kind: StepKind { work.kind }
  package var table: TableName { work.table }
}
