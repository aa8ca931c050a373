import ModelSQL

/// Which models a run builds.
package enum TableSelection {
  /// A name that selects nothing.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package let description: String
  }

  /// The models of the order that were asked for, in that order. No names select all of them.
  /// - Parameters:
  ///   - names: `silver.orders`, or `orders` where only one layer has a table of that name.
  ///   - withUpstream: everything those are made from, too.
  ///   - withDownstream: everything that is made from those, too.
  package static func select(
    _ names: [String], in analysis: ProjectAnalysis, withUpstream: Bool = false, withDownstream: Bool = false
  ) throws(Failure) -> [TableName] {
    guard !names.isEmpty else { return analysis.order }
    var selected: Set<TableName> = []
    for name in names { selected.insert(try table(name, analysis)) }
    let asked = selected
    if withUpstream { selected.formUnion(Lineage.upstream(of: asked, analysis.inputs)) }
    if withDownstream { selected.formUnion(Lineage.downstream(of: asked, analysis.inputs)) }
    return analysis.order.filter { selected.contains($0) }
  }

  /// The sources that feed the selected models, sorted.
  package static func sources(of models: [TableName], in analysis: ProjectAnalysis) -> [TableName] {
    let reached = Set(models.flatMap { analysis.inputs[$0] ?? [] })
    return reached.filter { $0.layer == .bronze }.sorted()
  }

  private static func table(_ name: String, _ analysis: ProjectAnalysis) throws(Failure) -> TableName {
    // Sources can be named, too: with downstream they select what is made from them.
    let all = Set(analysis.inputs.keys).union(analysis.inputs.values.joined())
    if let exact = all.first(where: { $0.description == name }) { return exact }
    let sameName = all.filter { $0.name == name }.sorted()
    if sameName.count == 1 { return sameName[0] }
    if sameName.count > 1 {
      throw Failure(description: "'\(name)' may mean \(YAMLSection.alternatives(sameName.map(\.description)))")
    }
    let hint = NearestName.hint(for: name, among: all.map(\.description) + all.map(\.name))
    throw Failure(description: "there is no table \(name)\(hint)")
  }
}
