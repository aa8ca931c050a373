import Canvas
import Foundation

/// The themes there are. One is compiled in, so there is always one to show.
package struct ThemeLibrary: Sendable {
  /// By name; files that cannot be read as a theme are left out.
  package let themes: [Theme]
  /// Everything wrong in the files, in order.
  package let problems: [ThemeProblem]

  /// - Parameter files: name (`night.yml`) and text; of two with one name the later counts.
  package init(files: [(name: String, text: String)]) {
    let readers = files.map { ThemeReader($0.text, file: $0.name) }
    let sources = Dictionary(readers.map { ($0.source.name, $0.source) }) { _, later in later }
    var problems = readers.flatMap(\.problems)
    let broken = Set(problems.map(\.file))
    var found = [BuiltInThemes.assayDark.name: BuiltInThemes.assayDark]
    for source in sources.values.sorted(by: { $0.name < $1.name }) where !broken.contains(source.file) {
      do {
        var resolver = ThemeResolver(try Self.flattened(source, sources))
        let theme = resolver.theme()
        problems += resolver.problems
        if resolver.problems.isEmpty { found[theme.name] = theme }
      } catch {
        problems.append(error)
      }
    }
    themes = found.values.sorted { $0.name < $1.name }
    self.problems = problems.sorted { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }
  }

  /// Reads `*.yml` of each folder that exists; later folders count more. Blocks on the file system.
  package static func load(folders: [String]) -> ThemeLibrary {
    var files: [(name: String, text: String)] = []
    for folder in folders {
      // A folder that is not there holds no themes; that is no error.
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names.sorted() where name.hasSuffix(".yml") {
        let path = folder + "/" + name
        guard let data = FileManager.default.contents(atPath: path), data.count <= 65_536 else { continue }
        files.append((path, String(decoding: data, as: UTF8.self)))
      }
    }
    return ThemeLibrary(files: files)
  }

  package func theme(named name: String) -> Theme? { themes.first { $0.name == name } }

  /// A theme with everything it inherits under it.
  private static func flattened(_ source: ThemeSource, _ sources: [String: ThemeSource]) throws(ThemeProblem)
    -> ThemeSource
  {
    var result = source
    var next = source.inherits
    var seen: Set<String> = [source.name]
    while let name = next {
      let place = source.inheritsPlace
      let problem = { (message: String) in
        ThemeProblem(file: source.file, line: place.line, column: place.column, message: message)
      }
      guard let parent = sources[name] else { throw problem("no theme \(TextSanitizer.line(name)) to inherit from") }
      guard seen.insert(name).inserted else { throw problem("themes inherit from each other in a circle") }
      guard parent.isLight == source.isLight else {
        throw problem("a light theme cannot inherit from a dark one, nor a dark one from a light one")
      }
      result = result.layered(over: parent)
      next = parent.inherits
    }
    return result
  }
}
