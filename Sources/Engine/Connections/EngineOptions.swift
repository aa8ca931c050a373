/// What a database of the engine may use and touch. The defaults are the engine's own, except that no file is reachable.
package struct EngineOptions: Sendable, Hashable {
  /// In the engine's notation, `2GB` or `500MiB`; nil is 80 % of the machine's memory.
  package var memoryLimit: String?
  /// Threads that work on a query; nil is one a core.
  package var threads: Int?
  /// Where sorts and joins that do not fit into memory are put down, an absolute path; nil: such queries fail with
  /// `outOfMemory`. The folder is made when it is needed first.
  package var temporaryDirectory: String?
  /// Absolute paths of the folders whose files a statement may read and write. All others give `permission`.
  package var allowedDirectories: [String]
  /// Absolute paths of single files that may be read, and nothing beside them.
  package var allowedFiles: [String]
  /// Installed extensions by name (`delta`, `httpfs`), or absolute paths of extension files.
  package var extensions: [String]
  /// Settings of the extensions, by name.
  package var extensionSettings: [String: String] = [:]
  /// Whether results and files keep the order of their input. False needs less memory for big writes.
  package var preservesInsertionOrder: Bool
  /// Whether `Connection.progress()` can tell. The engine then reckons at each of its small tasks, which takes a tenth of
  /// the time of a query.
  package var tracksProgress: Bool

  package init(
    memoryLimit: String? = nil, threads: Int? = nil, temporaryDirectory: String? = nil,
    allowedDirectories: [String] = [], allowedFiles: [String] = [], extensions: [String] = [],
    preservesInsertionOrder: Bool = true,
    tracksProgress: Bool = false
  ) {
    self.memoryLimit = memoryLimit
    self.threads = threads
    self.temporaryDirectory = temporaryDirectory
    self.allowedDirectories = allowedDirectories
    self.allowedFiles = allowedFiles
    self.extensions = extensions
    self.preservesInsertionOrder = preservesInsertionOrder
    self.tracksProgress = tracksProgress
  }
}
