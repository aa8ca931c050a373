import Deliveries
import Files
import Lake
import ModelSQL
import Project

extension SourceDefinition {
  /// The first of the files that came since a position whose rows belong before rows that were read by then; nil where each
  /// only adds to them.
  func belatedFile(in input: InputState, since position: InputPosition) -> String? {
    guard changes != nil, case .files(let manifests) = input.content else { return nil }
    let new = input.files(since: position)
    guard !new.isEmpty, new.count < manifests.count else { return nil }
    let order = rowOrder(manifests.map(\.name))
    let belated = Set(new.map { ExactText($0.name) })
    guard let last = order.lastIndex(where: { !belated.contains(ExactText($0)) }) else { return nil }
    return order[..<last].first { belated.contains(ExactText($0)) }
  }
}

extension BuildPlan {
  /// A file of changes that arrived late, and belongs before rows that the table has. Nothing in the rows tells, where no
  /// order is declared, so that only a table that is written anew is right.
  func findBelatedFile(_ session: LakeSession) -> String? {
    guard settings.isIncremental, settings.strategy == .merge, settings.newestBy.isEmpty else { return nil }
    return inputs.lazy.filter { settings.newRowsFrom.contains($0.table) }.compactMap { input in
      guard let before = read(input) else { return nil }
      return session.source(input.table)?.belatedFile(in: input, since: before)
    }.first
  }
}
