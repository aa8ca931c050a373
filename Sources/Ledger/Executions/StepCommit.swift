import Foundation
import JSON
import Metrics
import Words

/// Everything the journal learns when a step ends, written together or not at all.
package struct StepCommit: Sendable, Hashable {
  package var execution: ExecutionID
  package var step: String
  package var status: StepStatus
  /// When the step ended; nil means now.
  package var at: Date?
  package var counts: RowCounts
  package var bytesWritten: Int64
  package var versionBefore: Int64?
  package var versionAfter: Int64?
  package var message: String?
  package var error: FailureName?
  package var cause: String?
  package var details: JSONValue
  package var bookmark: BookmarkMove?
  package var datapoints: [Datapoint]
  package var quality: NewQuality?
  package var lineage: NewLineage?
  package var drift: [NewSchemaDrift]

  package init(
    execution: ExecutionID, step: String, status: StepStatus = .succeeded, at: Date? = nil,
    counts: RowCounts = .init(), bytesWritten: Int64 = 0, versionBefore: Int64? = nil, versionAfter: Int64? = nil,
    message: String? = nil,
    error: FailureName? = nil, cause: String? = nil, details: JSONValue = [:], bookmark: BookmarkMove? = nil,
    datapoints: [Datapoint] = [], quality: NewQuality? = nil, lineage: NewLineage? = nil, drift: [NewSchemaDrift] = []
  ) {
    self.execution = execution
    self.step = step
    self.status = status
    self.at = at
    self.counts = counts
    self.bytesWritten = bytesWritten
    self.versionBefore = versionBefore
    self.versionAfter = versionAfter
    self.message = message
    self.error = error
    self.cause = cause
    self.details = details
    self.bookmark = bookmark
    self.datapoints = datapoints
    self.quality = quality
    self.lineage = lineage
    self.drift = drift
  }
}
