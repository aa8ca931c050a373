import Operations
import Tables

/// Whether the files that the project's tables are made of are there.
struct LakeExamination {
  let checks: LocalChecks

  func findings() -> [Finding] {
    do {
      let local = try LocalEnvironment(
        folder: checks.folder, environment: checks.environment, variables: checks.variables, clock: checks.clock,
        for: .looking)
      let entries = try LakeInventory(try local.session()).entries()
      let troubled = entries.filter { !$0.troubles.isEmpty }
      guard !troubled.isEmpty else {
        let files = entries.reduce(0) { $0 + $1.files }
        return [Finding("tables", .ok, "\(entries.count) tables, all of their \(files) files are there")]
      }
      return troubled.map(finding)
    } catch {
      return [Finding("tables", .warn, "they could not be looked at: \(OperationsError(asked: error))")]
    }
  }

  /// A few are named: of a lake that is gone all would be.
  private func finding(_ entry: LakeInventory.Entry) -> Finding {
    let named = entry.troubles.prefix(3).joined(separator: "; ")
    let more = entry.troubles.count > 3 ? "; and \(entry.troubles.count - 3) more" : ""
    return Finding("\(entry.table)", .missing, named + more, remedy: "assay run --table \(entry.table)")
  }
}
