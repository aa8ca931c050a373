import Files
import Lake

extension LakeSession {
  /// The names of all loaded files in the order in which their rows follow each other: as they were loaded, except that files
  /// of a change feed stand among themselves as their names say.
  package func rowOrder() throws -> [String] {
    var names = try journal.loadOrder()
    for source in workspace.project.sources where source.changes != nil {
      let own = Set(try journal.loadedFiles(of: source.name).map { ExactText($0.name) })
      let places = names.indices.filter { own.contains(ExactText(names[$0])) }
      for (place, name) in zip(places, source.rowOrder(places.map { names[$0] })) { names[place] = name }
    }
    return names
  }
}
