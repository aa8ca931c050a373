/// A table that a person names.
enum TableArgument {
  /// The folder, where a person names one instead of a table of the project: with a slash in it, or a log inside.
  static func folder(_ text: String) -> String? {
    let path = FolderPath.absolute(text)
    return text.contains("/") || FolderPath.isFolder(path + "/_delta_log") ? path : nil
  }
}
