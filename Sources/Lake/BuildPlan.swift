import DeltaLog
import JSON
import Journal
import ModelSQL

/// What a build will read and how it will write, decided from the bookmark, the inputs and the table as they stand.
struct BuildPlan {
  let model: Model
  let inputs: [InputState]
  let base: Snapshot?
  let bookmark: Bookmark?
  /// The model's query in the engine's words.
  let sql: String
  let parameters: RunParameters
  let fullRefresh: Bool
  /// Tells changed rules from unchanged ones.
  let rulesHash: String
  /// What other writers did to the table; nil where it is all ours.
  let others: OtherWriters?

  var settings: ModelSettings { model.settings }

  /// Nil when there is nothing to go on from: never built, or its bookmark was reset.
  private var position: JSONObject? { bookmark.flatMap { $0.value.isEmpty ? nil : $0.value } }

  /// The table is written from nothing: it is no incremental one, or it was asked for, or there is nothing to go on from.
  var rewrites: Bool {
    !settings.isIncremental || fullRefresh || (position == nil && base != nil) || anInputStartedOver
  }

  var reading: Reading {
    guard settings.isIncremental, !fullRefresh, position != nil, base != nil, !anInputStartedOver else { return .whole }
    return replacedBy.map(Reading.touchedKeys) ?? .newRows
  }

  /// The column whose touched values have all their rows replaced; whole partitions where the model names none.
  private var replacedBy: String? {
    settings.matchedBy ?? (settings.strategy == .replacePartitions ? settings.partitionBy.first : nil)
  }

  /// An input that new rows are read from was removed and made anew, or is not the one the bookmark is about: which rows
  /// are new since then nobody knows.
  private var anInputStartedOver: Bool {
    inputs.contains { input in
      guard settings.newRowsFrom.contains(input.table), !input.isAbsent, let before = read(input) else { return false }
      return !input.knows(before)
    }
  }

  private func read(_ input: InputState) -> InputPosition? {
    InputPosition(position?[input.table.description])
  }

  /// Above everything the journal or the table has seen, so that no batch is taken for another.
  var batch: Int64 {
    let last = max(bookmark?.batch ?? 0, base?.transactions[Settlement.application(model.table)] ?? 0)
    return last < .max ? last + 1 : .max
  }

  /// Another tool asked more of the table's writers than this program does: it begins again as one of ours.
  var startsAnew: Bool { fullRefresh && base?.writingObstacle != nil }

  /// Where this build will have read to.
  var newBookmark: JSONObject {
    let isWhole = reading == .whole
    var value = JSONObject(
      inputs.map { ($0.table.description, $0.position(after: isWhole ? nil : read($0)).json) })
    value["model"] = .string(modelHash)
    value["rules"] = .string(rulesHash)
    return value
  }

  /// Tells a changed model from an unchanged one; the run's date counts only where the model asks for it.
  var modelHash: String { StableHash.hex(sql) }

  /// The table was judged by other rules than it has now.
  var hasOtherRules: Bool { position?["rules"]?.stringValue.map { $0 != rulesHash } ?? false }

  /// Nothing that the table is made from has moved since it was built.
  var isUnchanged: Bool {
    guard !fullRefresh, let position, base != nil else { return false }
    if settings.isIncremental {
      return inputs.filter { settings.newRowsFrom.contains($0.table) }.allSatisfy { $0.isAt(read($0)) }
    }
    // Where it can be made right by itself, it is.
    if others != nil, base?.writingObstacle == nil { return false }
    return position["model"]?.stringValue == modelHash && inputs.allSatisfy { $0.isAt(read($0)) }
  }

  /// Where an unchanged table stands once its new rules have judged it.
  var rejudgedBookmark: JSONObject {
    var value = position ?? [:]
    value["rules"] = .string(rulesHash)
    return value
  }

  var unchangedOutcome: StepOutcome {
    var outcome = StepOutcome(counts: RowCounts(), message: "nothing new" + remark)
    outcome.versionBefore = base?.version
    outcome.versionAfter = base?.version
    return outcome
  }

  /// What the step has to say about other writers beside what it did.
  var remark: String {
    if let feature = base?.writingObstacle, fullRefresh { return "; begun again without \(feature)" }
    guard let others else { return "" }
    return rewrites && !isUnchanged ? "; \(others.sentence): written anew" : "; \(others.advice("\(model.table)"))"
  }

  /// What a build leaves of `others`: a table that is written anew is ours again.
  var othersLeft: OtherWriters? { rewrites && !isUnchanged ? nil : others }

  var balanceInput: TableName? { settings.balanceWith }

  func narrowing(_ session: LakeSession) -> InputNarrowing {
    InputNarrowing(
      session: session, model: model, inputs: inputs, bookmark: position ?? [:], reading: reading)
  }
}
