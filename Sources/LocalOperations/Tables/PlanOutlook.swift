import Clocks
import Deliveries
import JSON
import Lake
import Ledger
import ModelSQL
import Operations
import Project
import Runs
import Tables
import Words

/// What a run will do to its steps, told from bookmarks and logs without running anything. Asked once for each step, in the
/// run's order, because what one step changes moves those after it.
struct PlanOutlook {
  let project: ProjectDefinition
  let journal: any RunLedger
  let session: LakeSession
  let request: RunRequest
  /// The day the run is for.
  let day: CalendarDay
  /// All inputs of each table, also those the run does not build.
  let inputs: [TableName: [TableName]]
  /// Tables that will change.
  private(set) var changing: Set<TableName> = []
  /// Bytes that will come to tables, about.
  private var arriving: [TableName: Int64] = [:]
  /// Steps that will fail or be skipped.
  private(set) var blocked: Set<StepName> = []

  init(
    project: ProjectDefinition, journal: any RunLedger, session: LakeSession, request: RunRequest, day: CalendarDay,
    inputs: [TableName: [TableName]]
  ) {
    self.project = project
    self.journal = journal
    self.session = session
    self.request = request
    self.day = day
    self.inputs = inputs
  }

  /// How the reason of a source without its day's file begins.
  static let waitsForFile = "no file for"

  /// What a run will do to a step, and why.
  struct Outlook {
    let reason: String
    let willChange: Bool
    /// Tables made from it will find new rows.
    let movesRows: Bool
    /// The new files it will take in.
    var files: [String] = []
    /// Bytes of files it will read, about; nil where it reads none.
    var bytes: Int64?

    init(_ reason: String, _ willChange: Bool, movesRows: Bool? = nil) {
      (self.reason, self.willChange, self.movesRows) = (reason, willChange, movesRows ?? willChange)
    }
  }

  mutating func next(_ step: RunTask) throws -> Outlook {
    let answer: Outlook
    if let source = project.source(of: step.table) {
      answer = try ingest(source)
    } else if let missing = step.dependsOn.first(where: blocked.contains) {
      blocked.insert(step.name)
      answer = Outlook("skipped without \(missing)", false)
    } else {
      answer = try outlook(of: step)
    }
    if answer.movesRows { changing.insert(step.table) }
    return answer
  }

  /// A table that another tool changed must not keep the plan of all others from being shown.
  private mutating func outlook(of step: RunTask) throws -> Outlook {
    guard let head = try Catalog(session).head(step.table) else { return try build(step) }
    if let feature = head.readingObstacle ?? head.writingObstacle, request.fullRefresh {
      return Outlook("begun again without \(feature)", true)
    }
    if let feature = head.readingObstacle { return refused(step.table, feature) }
    let outlook = try build(step)
    if let feature = head.writingObstacle, outlook.willChange, outlook.movesRows {
      return refused(step.table, feature)
    }
    return remarking(outlook, step.table, head)
  }

  private mutating func refused(_ table: TableName, _ feature: String) -> Outlook {
    blocked.insert(StepName(table))
    return Outlook(
      "will fail: another tool made it use \(feature); begin it again: assay run --table \(table) --full-refresh", false
    )
  }

  /// Adds what other writers did to the table. A table that is no incremental one is written anew for it.
  private func remarking(_ answer: Outlook, _ table: TableName, _ head: TableHead) -> Outlook {
    guard !request.fullRefresh, let others = head.others else { return answer }
    if project.model(table)?.settings.isIncremental ?? false {
      return Outlook(
        "\(answer.reason); \(others.advice("\(table)"))", answer.willChange, movesRows: answer.movesRows)
    }
    return Outlook("written anew: \(others.sentence)", head.writingObstacle == nil)
  }

  private mutating func ingest(_ source: SourceDefinition) throws -> Outlook {
    let ahead = SourceOutlook(source: source, project: project, journal: journal)
    if try ahead.missingFile(for: day) != nil {
      blocked.insert(StepName(source.table))
      return Outlook("\(Self.waitsForFile) \(day) yet", false)
    }
    let waiting = try ahead.waiting()
    if let changed = waiting.changed {
      blocked.insert(StepName(source.table))
      return Outlook("will fail: \(changed) changed after it was loaded", false)
    }
    let count = waiting.new
    let news = count == 0 ? "no new file" : count == 1 ? "1 new file" : "\(count) new files"
    var outlook = try outlook(source, news, count)
    outlook.files = waiting.files
    outlook.bytes = waiting.bytes
    arriving[source.table] = waiting.bytes
    return outlook
  }

  private func outlook(_ source: SourceDefinition, _ news: String, _ count: Int) throws -> Outlook {
    if request.fullRefresh, request.tables.contains(source.table.description) {
      return Outlook("\(news); its files are read again", true)
    }
    guard let trouble = try SourceReadings.trouble(source, journal: journal) else { return Outlook(news, count > 0) }
    if request.fullRefresh { return Outlook("\(news); its settings changed: read again by them", true) }
    return Outlook("\(news); \(trouble)", count > 0)
  }

  private mutating func build(_ step: RunTask) throws -> Outlook {
    guard let model = project.model(step.table) else { return Outlook("no model makes it", false) }
    let parameters = RunParameters(runDate: day, runTimestamp: session.workspace.clock.now())
    let (decision, bytes) = try session.decision(
      on: model, parameters: parameters, fullRefresh: request.fullRefresh)
    if decision.action == .refuse {
      blocked.insert(step.name)
      return Outlook("will fail: \(decision.reason)", false)
    }
    let moved = watchedInputs(of: step.table).filter(changing.contains)
    guard decision.action != .rewrite, !moved.isEmpty else {
      // One that is only judged stays as it is, so that nothing follows for those made from it.
      let outlook = Outlook(decision.reason, decision.action != .leave, movesRows: decision.movesRows)
      return try reading(bytes, step.table, outlook)
    }
    let news = "new rows in " + moved.map(\.description).joined(separator: ", ")
    return try reading(bytes, step.table, Outlook(decision.note.map { "\(news); \($0)" } ?? news, true))
  }

  /// What is there now and what this run will bring. A table that is not there yet will be about as large as what it is
  /// made from.
  private mutating func reading(_ bytes: Int64, _ table: TableName, _ outlook: Outlook) throws -> Outlook {
    guard outlook.willChange else { return outlook }
    var outlook = outlook
    let news = (inputs[table] ?? []).saturatingSum { arriving[$0] ?? 0 }
    let all = bytes.addingReportingOverflow(news)
    outlook.bytes = all.overflow ? .max : all.partialValue
    let isNew = try session.deltaTable(table).snapshot() == nil
    if outlook.movesRows { arriving[table] = isNew ? outlook.bytes : news }
    return outlook
  }

  /// An incremental table is built when the inputs it reads new rows from move, any other when any input does.
  private func watchedInputs(of table: TableName) -> [TableName] {
    let all = inputs[table] ?? []
    guard let settings = project.model(table)?.settings, settings.isIncremental else { return all }
    let watched = Set(settings.newRowsFrom.map { $0.quarantinedTable ?? $0 })
    return all.filter(watched.contains)
  }
}
