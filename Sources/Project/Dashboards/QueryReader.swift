import ModelSQL
import Words
import YAML

/// Reads a saved query.
enum QueryReader {
  static func read(_ text: String, name: String, path: String, _ log: ProblemLog) -> SavedQuery? {
    guard let (header, file) = HeaderedFile.read(text, path, log) else { return nil }
    guard let header else {
      log.error(path, .start, "a saved query needs a header with its title: /*--- title: … ---*/")
      return nil
    }
    guard let section = YAMLSection(header, "the header", keys: ["title", "description"], file: path, log: log),
      let title = section.required("title")
    else { return nil }
    return SavedQuery(
      name: name, path: path, title: title, description: section.string("description"), source: file.source)
  }
}

/// A file with settings in a comment before its SQL.
enum HeaderedFile {
  /// Nil, and a problem, when header and SQL cannot be told apart or the header is no YAML.
  static func read(_ text: String, _ path: String, _ log: ProblemLog) -> (header: YAMLNode?, file: ModelFile)? {
    do {
      let file = try ModelFile(text)
      guard let header = file.header else { return (nil, file) }
      guard let node = try YAMLNode.parse(header), !node.isNull else { return (nil, file) }
      return (node, file)
    } catch let problem as SQLProblem {
      log.add(Problem(path, problem))
    } catch let error as YAMLError {
      log.error(path, SourcePosition(line: error.line, column: error.column), error.message)
    } catch {
      log.error(path, .start, "\(error)")
    }
    return nil
  }
}
