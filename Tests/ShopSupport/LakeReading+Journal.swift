import Words

extension LakeReading {
  /// What became of the rows of each table, over all runs: of Bronze by its manifests, of the others by their steps.
  package func totals() throws -> [String: RowCounts] {
    var totals: [String: RowCounts] = [:]
    for source in local.project.sources {
      let manifests = try journal.manifestTotals(of: source.name)
      totals[source.table.description] = RowCounts(
        read: manifests.records, inserted: manifests.records - manifests.rejected, rejected: manifests.rejected)
    }
    for model in local.project.models {
      let steps = try journal.stepHistory(of: model.table.description, status: .succeeded, limit: 10_000)
      totals[model.table.description] = steps.map(\.counts).reduce(RowCounts(), +)
    }
    return totals
  }

  /// The score of every verdict on each table that has rules, newest first.
  package func scores() throws -> [String: [Double?]] {
    let tables = local.project.rulesets.map(\.table.description)
    return try Dictionary(
      uniqueKeysWithValues: tables.map { ($0, try journal.scoreHistory(of: $0, limit: 1000).map(\.score)) })
  }

  /// Why an execution ended as it did: what a failed expectation should show.
  package func trouble(of execution: ExecutionID) -> String {
    do {
      let record = try journal.execution(execution)
      let steps = try journal.steps(of: execution).filter { $0.status != .succeeded }.map {
        "\($0.name) \($0.status.rawValue): \($0.cause ?? $0.message ?? "")"
      }
      let head = "\(execution) \(record?.status.rawValue ?? "is unknown"): \(record?.cause ?? "")"
      return ([head] + steps).joined(separator: "\n")
    } catch {
      return "\(execution): \(error)"
    }
  }
}
