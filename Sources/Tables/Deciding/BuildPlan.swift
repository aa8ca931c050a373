import DeltaLog
import JSON
import Lake
import Ledger
import ModelSQL
import Words

/// What a build will read and how it will write, decided from the bookmark, the inputs and the table as they stand.
struct BuildPlan {
  let model: Model
  let inputs: [InputState]
  let base: Snapshot?
  let bookmark: Bookmark?
  /// The model's query in the engine's words.
  let text: String
  let parameters: RunParameters
  let fullRefresh: Bool
  /// Tells changed rules from unchanged ones.
  let rulesHash: String
  /// What other writers did to the table; nil where it is all ours.
  let others: OtherWriters?
  /// Tells a changed model from an unchanged one.
  let definition: String
  let onModelChange: ModelChangeAction
  /// A file whose rows belong before rows that the table has, and that nothing else tells apart from them.
  var belatedFile: String?
  /// The names of all loaded files in the order in which their rows follow each other.
  var rowOrder: () throws -> [String] = { [] }

  var settings: ModelSettings { model.settings }

  /// Nil when there is nothing to go on from: never built, or its bookmark was reset.
  var position: JSONObject? { bookmark.flatMap { $0.value.isEmpty ? nil : $0.value } }

  /// The table is written from nothing. An incremental one that is not there yet is written as it will be later on.
  var rewrites: Bool {
    guard settings.isIncremental else { return true }
    return fullRefresh || base != nil && decision.action == .rewrite
  }

  /// How the files of the table are laid out: as they are, until it is written anew.
  var partitionColumns: [String] {
    guard !rewrites, let base, !base.files.isEmpty else { return settings.partitionBy }
    return base.partitionColumns
  }

  /// That the files are laid out otherwise than the model says; nil when they are not.
  var otherLayout: String? {
    guard settings.isIncremental, let base, !base.files.isEmpty, base.partitionColumns != settings.partitionBy else {
      return nil
    }
    let (old, new) = (base.partitionColumns.joined(separator: ", "), settings.partitionBy.joined(separator: ", "))
    return
      "its files are partitioned by \(old.isEmpty ? "nothing" : old), and partition_by is \(new.isEmpty ? "nothing" : new)"
  }

  /// What is told of an incremental table that keeps rows of another model; nil when it has none.
  var olderModel: String? {
    guard isOfAnotherModel || otherLayout != nil else { return nil }
    return BuiltBy.warning(of: model.table, layout: otherLayout)
  }

  var reading: InputReading {
    guard settings.isIncremental, decision.action != .rewrite else { return .whole }
    return replacedBy.map(InputReading.touchedKeys) ?? .newRows
  }

  /// The column whose touched values have all their rows replaced; whole partitions where the model names none.
  private var replacedBy: String? {
    settings.matchedBy ?? (settings.strategy == .replacePartitions ? settings.partitionBy.first : nil)
  }

  /// An input that new rows are read from was removed and made anew, is not the one the bookmark is about, or had its files
  /// read again by other settings: which rows are new since then nobody knows.
  var inputThatStartedOver: TableName? {
    inputs.first { input in
      guard settings.newRowsFrom.contains(input.table), !input.isAbsent, let before = read(input) else { return false }
      return !input.knows(before) || !isOfOneReading(input)
    }?.table
  }

  /// No file of it was read again since.
  func isOfOneReading(_ input: InputState) -> Bool {
    position?[input.table.description]?["rereads"]?.intValue ?? 0 == input.rereads
  }

  func read(_ input: InputState) -> InputPosition? {
    InputPosition(position?[input.table.description])
  }

  /// Above everything the journal or the table has seen, so that no batch is taken for another.
  var batch: Int64 {
    let last = max(bookmark?.batch ?? 0, base?.transactions[Settlement.application(model.table)] ?? 0)
    return last < .max ? last + 1 : .max
  }

  /// Another tool asked more of the table's writers than this program does: it begins again as one of ours.
  var startsAnew: Bool { fullRefresh && base?.writingObstacle != nil }

  /// Where this build will have read to, and by which models the table's rows were then made.
  ///
  /// - Parameter writes: whether rows of this model enter it.
  func newBookmark(writes: Bool) -> JSONObject {
    let isWhole = reading == .whole
    var value = JSONObject(
      inputs.map { ($0.table.description, $0.bookmarked(after: isWhole ? nil : read($0))) })
    value["model"] = .string(modelHash)
    value["rules"] = .string(rulesHash)
    value[BuiltBy.key] = .array(definitions(writes: writes))
    return value
  }

  /// An incremental table keeps the old ones until it is written anew.
  private func definitions(writes: Bool) -> [JSONValue] {
    guard reading != .whole, let known = position?[BuiltBy.key]?.arrayValue else { return [.string(definition)] }
    return !writes || known.contains(.string(definition)) ? known : known + [.string(definition)]
  }

  /// Tells a changed model from an unchanged one; the run's date counts only where the model asks for it.
  var modelHash: String { StableHash.hex(text) }

  /// The table was judged by other rules than it has now.
  var hasOtherRules: Bool { position?["rules"]?.stringValue.map { $0 != rulesHash } ?? false }

  /// Nothing enters or leaves the table.
  var staysAsItIs: Bool { [.leave, .judge].contains(decision.action) }

  /// Where an unchanged table stands once its new rules have judged it.
  var rejudgedBookmark: JSONObject {
    var value = position ?? [:]
    value["rules"] = .string(rulesHash)
    return value
  }

  /// A bookmark from before models were remembered learns of the model that stands now.
  private var learnedBookmark: BookmarkMove? {
    guard var value = position, value[BuiltBy.key] == nil else { return nil }
    value[BuiltBy.key] = [.string(definition)]
    return BookmarkMove(table: model.table.description, batch: batch, value: value)
  }

  var unchangedOutcome: StepOutcome {
    var outcome = StepOutcome(counts: RowCounts(), message: decision.reason + remark)
    outcome.bookmark = learnedBookmark
    outcome.versionBefore = base?.version
    outcome.versionAfter = base?.version
    return outcome
  }

  /// What the step has to say about other writers beside what it did.
  var remark: String {
    if let feature = base?.writingObstacle, fullRefresh { return "; begun again without \(feature)" }
    guard let others else { return "" }
    return rewrites && !staysAsItIs ? "; \(others.sentence): written anew" : "; \(others.advice("\(model.table)"))"
  }

  /// What a build leaves of `others`: a table that is written anew is ours again.
  var othersLeft: OtherWriters? { rewrites && !staysAsItIs ? nil : others }

  var balanceInput: TableName? { settings.balanceWith }

  func evaluation(_ request: BuildRequest, _ session: LakeSession) -> Evaluation {
    Evaluation(
      model: model, text: text, parameters: parameters, inputs: inputs, reading: reading, position: position ?? [:],
      base: base,
      rewrites: rewrites, partitionColumns: partitionColumns, execution: request.execution,
      now: session.workspace.clock.now(),
      countedInput: balanceInput, loadOrder: rowOrder, bytesRead: { bytesRead(session) })
  }
}
