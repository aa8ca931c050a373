import Operations

/// An execution as a person names it: its id, the end of it, or `last`.
enum ExecutionArgument {
  static let help = "An execution's id, the last letters of it, or 'last'."

  static func resolve(_ text: String, in operations: any EnvironmentReading) throws -> String {
    if text == "last" {
      guard let newest = try operations.running.executions(ExecutionQuery(limit: 1)).first else {
        throw Failure.usage("nothing has run yet; start a run: assay run")
      }
      return newest.id
    }
    // A whole id is left to the operation that looks it up, which may know more than the newest thousand.
    let isWhole = text.count >= 20
    let found =
      isWhole
      ? [] : try operations.running.executions(ExecutionQuery(limit: 1000)).map(\.id).filter { $0.hasSuffix(text) }
    if found.count > 1 {
      throw Failure.usage("'\(text)' may mean \(found.prefix(3).joined(separator: ", ")); give more of the id")
    }
    guard isWhole || found.count == 1 else {
      throw Failure.usage("there is no execution \(text); assay runs lists them")
    }
    return found.first ?? text
  }
}
