import DeltaLog
import JSON
import Lake
import Ledger
import ModelSQL
import Project
import Words

/// Why a table is built or not: the one place that knows, for the run, the plan before it, and the status.
package struct BuildDecision: Sendable, Hashable {
  package enum Action: Sendable, Hashable {
    /// It stays as it is.
    case leave
    /// It stays as it is, and its changed rules judge it.
    case judge
    /// New rows enter it.
    case extend
    /// It is written from nothing.
    case rewrite
    /// It is not built before a person decides.
    case refuse
  }

  package let action: Action
  /// One line for the operator.
  package let reason: String

  /// What is true of the table whether it is built or not; nil when nothing is.
  package let note: String?

  init(_ action: Action, _ reason: String, note: String? = nil) {
    (self.action, self.note) = (action, note)
    self.reason = note.map { "\(reason); \($0)" } ?? reason
  }

  /// Rows will enter or leave it.
  package var movesRows: Bool { action == .extend || action == .rewrite }
}

extension BuildPlan {
  var decision: BuildDecision {
    if fullRefresh { return BuildDecision(.rewrite, "written anew from all its inputs", note: lostRows) }
    guard base != nil else {
      return BuildDecision(.rewrite, bookmark == nil ? "first build" : "its table is gone: written anew")
    }
    guard position != nil else { return BuildDecision(.rewrite, "its bookmark was reset: written anew") }
    if settings.isIncremental, let beginning { return BuildDecision(.rewrite, "\(beginning): written anew, too") }
    return isOfAnotherModel ? ofAnotherModel : ofThisModel
  }

  private var ofThisModel: BuildDecision {
    // Where a table that other writers changed can be made right by itself, it is.
    if others != nil, !settings.isIncremental, base?.writingObstacle == nil {
      return BuildDecision(.rewrite, "another writer changed it: written anew")
    }
    if hasMoved {
      let reason = withdrawal.map { "\($0) since it was built" } ?? "its inputs moved since it was built"
      return settings.isIncremental
        ? BuildDecision(.extend, reason, note: olderModel) : BuildDecision(.rewrite, reason)
    }
    let note = settings.isIncremental ? olderModel : nil
    if hasOtherRules { return BuildDecision(.judge, "its rules changed", note: note) }
    return BuildDecision(.leave, "nothing new", note: note)
  }

  private var ofAnotherModel: BuildDecision {
    guard settings.isIncremental else { return BuildDecision(.rewrite, "its model changed") }
    switch onModelChange {
    case .refresh: return BuildDecision(.rewrite, "its model changed: written anew")
    case .fail: return BuildDecision(.refuse, BuiltBy.refusal(of: model.table))
    case .warn: return ofThisModel
    }
  }

  /// An input that is watched stands elsewhere than at the bookmark.
  private var hasMoved: Bool {
    let watched = settings.isIncremental ? inputs.filter { settings.newRowsFrom.contains($0.table) } : inputs
    return !watched.allSatisfy { $0.isAt(read($0)) && isOfOneReading($0) }
  }

  /// Files that the table may have rows of, and that a table written anew has none of; nil when there are none.
  var lostRows: String? {
    let names = inputs.filter { base != nil && read($0) != nil }.flatMap { $0.lost.map(\.name) }
    guard let first = names.first else { return nil }
    let others = names.count > 1 ? " and of \(names.count - 1) more" : ""
    return """
      without the rows of \(first)\(others), whose bytes are lost: deliver the same bytes again before it, or say that they \
      are to go: assay source withdraw \(first)
      """
  }

  /// Why a table that has its rows from what is new cannot go on from its bookmark; nil when it can.
  private var beginning: String? {
    inputThatStartedOver.map { withdrawal ?? "\($0) was read anew" }
      ?? belatedFile.map { "\($0) came late, and belongs before changes that it has" }
  }

  /// What a step says of a table that was written anew because rows left its inputs.
  var leavingRows: String? {
    guard !fullRefresh, base != nil, position != nil else { return nil }
    return (settings.isIncremental ? beginning : withdrawal).map { "\($0), so it was written anew" }
  }

  /// What a person took out of an input, or put back, since the bookmark; nil when nothing.
  private var withdrawal: String? {
    for input in inputs {
      let before = position?[input.table.description]?["withdrawn"]?.intValue ?? 0
      if input.withdrawn > before { return "a file of \(input.table) was withdrawn" }
      if input.withdrawn < before { return "a file of \(input.table) was taken in again" }
    }
    return nil
  }

  /// The table, or some of its rows, was made by a model that is not the one that stands now.
  var isOfAnotherModel: Bool {
    guard let position else { return false }
    if BuiltBy.isAnother(definition, position) { return true }
    // A table that is written whole follows the run's date, too, where its model asks for it.
    return !settings.isIncremental && position["model"]?.stringValue != modelHash
  }
}

/// By which models the rows of a table were made, as its bookmark knows.
package enum BuiltBy {
  static let key = "definitions"

  /// A bookmark from before this was kept says nothing, and nothing is said of it.
  static func isAnother(_ definition: String, _ position: JSONObject) -> Bool {
    guard let known = position[key]?.arrayValue else { return false }
    return known != [.string(definition)]
  }

  /// - Parameter layout: how its files lie, where the model says otherwise.
  static func warning(of table: TableName, layout: String? = nil) -> String {
    let what = layout.map { "built by another model (\($0))" } ?? "built by another model"
    return "\(what): old rows keep the old logic until: \(table.rewriteCommand)"
  }

  static func refusal(of table: TableName) -> String {
    "built by another model, and on_model_change is fail; write it anew: \(table.rewriteCommand)"
  }

  /// What is to be told of a table as it stands; nil when it was made and judged by what stands now. Asks no engine.
  ///
  /// - Parameter rereads: of each source, by the name of its table.
  package static func trouble(
    _ table: TableName, _ bookmark: Bookmark?, in project: ProjectDefinition, rereads: [String: Int64] = [:]
  ) -> String? {
    guard let model = project.model(table), let position = bookmark?.value, !position.isEmpty else { return nil }
    let moved = position.entries.first { name, input in
      rereads[name].map { $0 != input["rereads"]?.intValue ?? 0 } ?? false
    }
    if let moved {
      return "files of \(moved.key) were withdrawn or read again since it was built; build it: assay run"
    }
    if isAnother(StableHash.hex(model.definition), position) {
      guard model.settings.isIncremental else { return "its model changed since it was built; build it: assay run" }
      return warning(of: table)
    }
    let judged = position["rules"]?.stringValue
    return judged == nil || judged == project.rulesHash(of: table)
      ? nil : "its rules changed since it was judged; judge it: assay run"
  }
}

extension LakeSession {
  /// What a build of the table would do now, and the bytes it would read, without doing anything.
  package func decision(
    on model: Model, parameters: RunParameters, fullRefresh: Bool
  ) throws -> (decision: BuildDecision, bytesRead: Int64) {
    let base = try deltaTable(model.table).snapshot()
    let bookmark = try Settlement(session: self, table: model.table).standing(base)
    let plan = try plan(model, base: base, bookmark: bookmark, parameters: parameters, fullRefresh: fullRefresh)
    return (plan.decision, plan.bytesRead(self))
  }

  func plan(
    _ model: Model, base: Snapshot?, bookmark: Bookmark?, parameters: RunParameters, fullRefresh: Bool
  ) throws -> BuildPlan {
    let prepared = try compute.prepare(model, parameters)
    let project = workspace.project
    let inputs = try prepared.inputs.map { try inputState($0) }
    var plan = BuildPlan(
      model: model, inputs: inputs, base: base, bookmark: bookmark,
      text: prepared.text, parameters: parameters, fullRefresh: fullRefresh,
      rulesHash: project.rulesHash(of: model.table),
      others: try base.flatMap { try OtherWriters.find(in: deltaTable(model.table), rows: $0.rowCount) },
      definition: StableHash.hex(model.definition),
      onModelChange: model.settings.onModelChange ?? project.onModelChange)
    plan.belatedFile = plan.findBelatedFile(self)
    plan.rowOrder = { [self] in try rowOrder() }
    return plan
  }
}
