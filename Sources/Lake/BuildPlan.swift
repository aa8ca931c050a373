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

  var settings: ModelSettings { model.settings }

  /// Nil when there is nothing to go on from: never built, or its bookmark was reset.
  private var position: JSONObject? { bookmark.flatMap { $0.value.isEmpty ? nil : $0.value } }

  /// The table is written from nothing: it is no incremental one, or it was asked for, or there is nothing to go on from.
  var rewrites: Bool { !settings.isIncremental || fullRefresh || (position == nil && base != nil) }

  var reading: Reading {
    guard settings.isIncremental, !fullRefresh, position != nil, base != nil else { return .whole }
    return settings.matchedBy.map(Reading.touchedKeys) ?? .newRows
  }

  /// Above everything the journal or the table has seen, so that no batch is taken for another.
  var batch: Int64 {
    max(bookmark?.batch ?? 0, base?.transactions[Settlement.application(model.table)] ?? 0) + 1
  }

  /// Where this build will have read to.
  var newBookmark: JSONObject {
    var value = JSONObject(inputs.map { ($0.table.description, $0.position) })
    value["model"] = .string(modelHash)
    return value
  }

  /// Tells a changed model from an unchanged one; the run's date counts only where the model asks for it.
  var modelHash: String { StableHash.hex(sql) }

  /// Nothing that the table is made from has moved since it was built.
  var isUnchanged: Bool {
    guard !fullRefresh, let position, base != nil else { return false }
    if settings.isIncremental {
      return inputs.filter { settings.newRowsFrom.contains($0.table) }.allSatisfy { isAt($0, position) }
    }
    return position["model"]?.stringValue == modelHash && inputs.allSatisfy { isAt($0, position) }
  }

  private func isAt(_ input: InputState, _ position: JSONObject) -> Bool {
    position[input.table.description] == input.position
  }

  var unchangedOutcome: StepOutcome {
    var outcome = StepOutcome(counts: RowCounts(), message: "nothing new")
    outcome.versionBefore = base?.version
    outcome.versionAfter = base?.version
    return outcome
  }

  var balanceInput: TableName? { settings.balanceWith }

  func narrowing(_ session: LakeSession) -> InputNarrowing {
    InputNarrowing(
      session: session, model: model, inputs: inputs, bookmark: position ?? [:], reading: reading)
  }
}
