import Clocks
import JSON
import Journal
import Lake
import ModelSQL
import Operations
import Project
import Runs

/// What a run will do to its steps, told from bookmarks and logs without running anything. Asked once for each step, in the
/// run's order, because what one step changes moves those after it.
struct PlanOutlook {
  let project: ProjectDefinition
  let journal: Journal
  let session: LakeSession
  let request: RunRequest
  /// The day the run is for.
  let day: CalendarDay
  /// All inputs of each table, also those the run does not build.
  let inputs: [TableName: [TableName]]
  /// Tables that will change.
  private(set) var changing: Set<TableName> = []
  /// Steps that will fail or be skipped.
  private var blocked: Set<TableName> = []

  init(
    project: ProjectDefinition, journal: Journal, session: LakeSession, request: RunRequest, day: CalendarDay,
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

    init(_ reason: String, _ willChange: Bool, movesRows: Bool? = nil) {
      (self.reason, self.willChange, self.movesRows) = (reason, willChange, movesRows ?? willChange)
    }
  }

  mutating func next(_ step: RunStep) throws -> Outlook {
    let answer: Outlook
    if let source = project.source(of: step.table) {
      answer = try ingest(source)
    } else if let missing = step.dependsOn.first(where: blocked.contains) {
      blocked.insert(step.table)
      answer = Outlook("skipped without \(missing)", false)
    } else {
      answer = try build(step)
    }
    if answer.movesRows { changing.insert(step.table) }
    return answer
  }

  private mutating func ingest(_ source: SourceDefinition) throws -> Outlook {
    let ahead = SourceOutlook(source: source, project: project, journal: journal)
    if try ahead.missingFile(for: day) != nil {
      blocked.insert(source.table)
      return Outlook("\(Self.waitsForFile) \(day) yet", false)
    }
    let waiting = try ahead.waiting()
    if let changed = waiting.changed {
      blocked.insert(source.table)
      return Outlook("will fail: \(changed) changed after it was loaded", false)
    }
    let count = waiting.new
    var outlook = Outlook(count == 0 ? "no new file" : count == 1 ? "1 new file" : "\(count) new files", count > 0)
    outlook.files = waiting.files
    return outlook
  }

  private func build(_ step: RunStep) throws -> Outlook {
    if request.fullRefresh { return Outlook("written anew from all its inputs", true) }
    if try journal.latestSuccess(of: step.name) == nil { return Outlook("first build", true) }
    let watched = watchedInputs(of: step.table)
    let moved = watched.filter(changing.contains)
    if !moved.isEmpty { return Outlook("new rows in " + moved.map(\.description).joined(separator: ", "), true) }
    let bookmark = try journal.bookmark(of: step.name)
    let isBehind = try watched.contains { try hasMoved($0, since: bookmark) }
    if isBehind { return Outlook("its inputs moved since it was built", true) }
    if try hasAnotherModel(step.table, than: bookmark) { return Outlook("its model changed", true) }
    let hasOtherRules = bookmark.map { session.areRulesChanged(of: step.table, since: $0) } ?? false
    // It is judged again and stays as it is, so that nothing follows for those made from it.
    return hasOtherRules ? Outlook("its rules changed", true, movesRows: false) : Outlook("nothing new", false)
  }

  private func hasAnotherModel(_ table: TableName, than bookmark: Bookmark?) throws -> Bool {
    guard let model = project.model(table), let bookmark else { return false }
    let parameters = RunParameters(runDate: day, runTimestamp: session.workspace.clock.now())
    return try session.isModelChanged(model, since: bookmark, parameters: parameters)
  }

  /// An incremental table is built when the inputs it reads new rows from move, any other when any input does.
  private func watchedInputs(of table: TableName) -> [TableName] {
    let all = inputs[table] ?? []
    guard let settings = project.model(table)?.settings, settings.isIncremental else { return all }
    let watched = Set(settings.newRowsFrom.map { $0.quarantinedTable ?? $0 })
    return all.filter(watched.contains)
  }

  /// Whether an input, or its quarantine where that is what is read, stands elsewhere than at the bookmark.
  private func hasMoved(_ input: TableName, since bookmark: Bookmark?) throws -> Bool {
    guard let value = bookmark?.value, !value.isEmpty else { return true }
    let positions = [input, input.quarantine].compactMap { table in
      value[table.description].map { (table: table, position: $0) }
    }
    guard !positions.isEmpty else { return true }
    return try positions.contains { table, position in
      let before = position["through"]?.intValue ?? position["version"]?.intValue ?? -1
      let now = try Catalog(session).entry(table).version ?? before
      return now != before
    }
  }
}
