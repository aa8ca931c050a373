/// All Gold dashboards as an execution met or left them, and why others cannot be read: before the first run none can.
package struct GoldSheets: Sendable, Hashable {
  package let read: [GoldReport]
  /// Names, each with the reason.
  package let missing: [String]

  package init(_ operations: any EnvironmentReading, _ edge: ExecutionEdge, of execution: String) {
    var (read, missing): ([GoldReport], [String]) = ([], [])
    do {
      let reporting = try operations.reporting
      for sheet in try reporting.dashboards() {
        do {
          read.append(try reporting.report(dashboard: sheet.name, at: edge, of: execution))
        } catch {
          missing.append("\(sheet.name): \(error)")
        }
      }
    } catch {
      missing.append("\(error)")
    }
    (self.read, self.missing) = (read, missing)
  }
}
