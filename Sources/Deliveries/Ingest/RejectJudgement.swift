import Clocks
import Ledger
import Metrics
import Project
import Words

/// Whether a table may lose as many records as it did, and what is said about it.
package struct RejectJudgement {
  /// Why the step fails; nil when it does not.
  package var failure: String?
  /// What is told beside a success.
  package var warnings: [String] = []

  /// Of a source's loaded files: those that came last, and older ones of which nothing could be taken. Asked at each run,
  /// so that it is told until a better file came or the file was withdrawn.
  package init(source: SourceDefinition, files: [RejectedFile], limits: RejectLimits) {
    let newest = files.filter(\.isNewest)
    let failing = newest.filter { limits.judge(rejected: $0.rejected, of: $0.records) == .fail }
    if !failing.isEmpty {
      failure = """
        \(Self.text(failing)) malformed, and rejects fails at \(limits.failAt.map(RejectLimits.percent) ?? "never"). They \
        are in \(source.table.quarantine), the good ones in \(source.table). Take the delivery out and deliver a corrected \
        one: assay source withdraw \(failing[0].name); or raise fail_at under rejects of source “\(source.name)” where this \
        is as it should be
        """
    }
    let suspicious = newest.filter { limits.judge(rejected: $0.rejected, of: $0.records) == .warn }
    if !suspicious.isEmpty {
      let limit = limits.warnAbove.map(RejectLimits.percent) ?? ""
      warnings.append("\(Self.text(suspicious)) malformed, above \(limit); they are in \(source.table.quarantine)")
    }
    let lost = files.filter { !$0.isNewest && limits.judge(rejected: $0.rejected, of: $0.records) == .fail }
    if !lost.isEmpty {
      warnings.append(
        "\(Self.text(lost)) malformed, of \(lost.count == 1 ? "an earlier file" : "earlier files"); where they came again "
          + "corrected, take the old ones out: assay source withdraw \(lost[0].name)")
    }
  }

  /// Of the rows of a build.
  ///
  /// - Parameter reasons: the commonest ones with their counts; asked for when it fails.
  package init(
    table: TableName, rejected: Int64, read: Int64, limits: RejectLimits, reasons: () throws -> [String] = { [] }
  ) throws {
    switch limits.judge(rejected: rejected, of: read) {
    case .pass: break
    case .warn:
      let limit = limits.warnAbove.map(RejectLimits.percent) ?? ""
      warnings.append(
        "\(RejectLimits.text(rejected, of: read)) rows rejected, above \(limit); they are in \(table.quarantine)")
    case .fail:
      failure = """
        \(table): \(RejectLimits.text(rejected, of: read)) rows read were rejected: \
        \(try reasons().joined(separator: ", ")). Nothing was published; they are in \(table.quarantine) until the next \
        build, which reads them again: mend the model or the source, or raise fail_at under rejects
        """
    }
  }

  private static func text(_ files: [RejectedFile]) -> String {
    let (rejected, records) = (files.saturatingSum(\.rejected), files.saturatingSum(\.records))
    let names = files.prefix(3).map(\.name).joined(separator: ", ")
    let more = files.count > 3 ? " and \(files.count - 3) more" : ""
    return "\(names)\(more): \(RejectLimits.text(rejected, of: records)) records are"
  }
}
