import Clocks
import Foundation
import JSON
import Words

/// An execution as OpenLineage tells it: for each step that began an event of its start and one of its end, as objects of the
/// run event's schema, in order of time.
package struct OpenLineage {
  private let detail: ExecutionDetail
  private let environment: EnvironmentIdentity

  private static let producer = "urn:assay:run"
  private static let schema = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
  private static let facets = "https://openlineage.io/spec/facets/1-0-0/"

  package init(_ detail: ExecutionDetail, in environment: EnvironmentIdentity) {
    (self.detail, self.environment) = (detail, environment)
  }

  package var events: [JSONValue] {
    let all = detail.steps.flatMap { step -> [(Date, JSONValue)] in
      guard let start = step.startedAt, step.status != .skipped else { return [] }
      let begin = (start, event("START", step, at: start))
      // A clock that was set back ends nothing before it began.
      guard let end = step.endedAt.map({ max($0, start) }) else { return [begin] }
      return [begin, (end, event(Self.ending(step.status), step, at: end))]
    }
    return all.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private static func ending(_ status: StepStatus) -> String {
    switch status {
    case .succeeded: "COMPLETE"
    case .failed: "FAIL"
    default: "ABORT"
    }
  }

  private var namespace: String { "assay://\(environment.project)/\(environment.environment)" }

  private func event(_ type: String, _ step: StepSummary, at moment: Date) -> JSONValue {
    [
      "eventType": .string(type), "eventTime": .string(Timestamp.text(moment)), "producer": .string(Self.producer),
      "schemaURL": .string(Self.schema),
      "run": ["runId": .string(Self.identifier(detail.summary.id + "/" + step.name)), "facets": runFacets(type, step)],
      "job": ["namespace": .string(namespace), "name": .string(step.name)],
      "inputs": .array(step.dependsOn.map { dataset($0) }),
      "outputs": .array([output(type, step)]),
    ]
  }

  private func dataset(_ name: String) -> JSONValue { ["namespace": .string(namespace), "name": .string(name)] }

  private func runFacets(_ type: String, _ step: StepSummary) -> JSONValue {
    var facets: JSONObject = [
      "parent": facet(
        "ParentRunFacet",
        [
          "run": ["runId": .string(Self.identifier(detail.summary.id))],
          "job": ["namespace": .string(namespace), "name": .string(detail.summary.pipeline)],
        ])
    ]
    if let day = detail.summary.runDate {
      let start = Timestamp.text(day.start)
      facets["nominalTime"] = facet("NominalTimeRunFacet", ["nominalStartTime": .string(start)])
    }
    if type == "FAIL" {
      let cause = [step.error?.rawValue, step.cause].compactMap { $0 }.joined(separator: ": ")
      facets["errorMessage"] = facet(
        "ErrorMessageRunFacet", ["message": .string(cause), "programmingLanguage": "SQL"])
    }
    return .object(facets)
  }

  private func output(_ type: String, _ step: StepSummary) -> JSONValue {
    guard type == "COMPLETE", var object = dataset(step.name).objectValue else { return dataset(step.name) }
    object["outputFacets"] = [
      "outputStatistics": facet(
        "OutputStatisticsOutputDatasetFacet",
        ["rowCount": .int(step.flow.written), "size": .int(step.bytesWritten)])
    ]
    if let version = step.versionAfter {
      object["facets"] = [
        "version": facet("DatasetVersionDatasetFacet", ["datasetVersion": .string("\(version)")])
      ]
    }
    return .object(object)
  }

  private func facet(_ name: String, _ fields: JSONObject) -> JSONValue {
    var object = fields
    object["_producer"] = .string(Self.producer)
    object["_schemaURL"] = .string("\(Self.facets)\(name).json#/$defs/\(name)")
    return .object(object)
  }

  /// A UUID that is the same for a name each time: OpenLineage wants one, and executions have names of their own.
  static func identifier(_ name: String) -> String {
    // FNV-1a twice, with two beginnings; version 8 says that it is made in a way of one's own.
    func hash(_ begin: UInt64) -> UInt64 { name.utf8.reduce(begin) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } }
    let high = (hash(0xCBF2_9CE4_8422_2325) & ~0xF000) | 0x8000
    let low = (hash(0x8422_2325_CBF2_9CE4) & ~(0b11 << 62)) | (0b10 << 62)
    func hex(_ value: UInt64) -> String {
      let text = String(value, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }
    let (a, b) = (Array(hex(high)), Array(hex(low)))
    return [a[0..<8], a[8..<12], a[12..<16], b[0..<4], b[4..<16]].map { String($0) }.joined(separator: "-")
  }
}
