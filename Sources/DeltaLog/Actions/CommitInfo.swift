import Foundation
import JSON

/// What a commit says about itself. Other programs show the operation; `custom` is this project's own.
package struct CommitInfo: Sendable, Hashable {
  /// Set by the commit, to the millisecond; nil in a commit of a writer that keeps none.
  package var timestamp: Date?
  /// An upper-case word as other writers use it: WRITE, MERGE, CREATE TABLE.
  package var operation: String
  package var parameters: JSONObject
  package var metrics: JSONObject
  package var engineInfo: String?
  /// Kept under the key `assay`, whatever its size; gone once the commit's JSON file is cleaned away.
  package var custom: JSONObject

  package init(
    operation: String, parameters: JSONObject = [:], metrics: JSONObject = [:],
    engineInfo: String? = CommitInfo.ownEngine,
    custom: JSONObject = [:]
  ) {
    timestamp = nil
    self.operation = operation
    self.parameters = parameters
    self.metrics = metrics
    self.engineInfo = engineInfo
    self.custom = custom
  }
}

extension CommitInfo {
  static let customKey = "assay"
  /// What this program's commits say of their writer.
  package static let ownEngine = "assay"

  var action: JSONValue {
    var info: JSONObject = [:]
    if let timestamp { info["timestamp"] = .int(timestamp.epochMilliseconds) }
    info["operation"] = .string(operation)
    info["operationParameters"] = .object(parameters)
    info["operationMetrics"] = .object(metrics)
    if let engineInfo { info["engineInfo"] = .string(engineInfo) }
    if !custom.isEmpty { info[Self.customKey] = .object(custom) }
    return ["commitInfo": .object(info)]
  }

  /// Never fails: the format leaves the object free.
  init(action: JSONValue) {
    let info = action["commitInfo"]
    self.init(
      operation: info?["operation"]?.stringValue ?? "", parameters: info?["operationParameters"]?.objectValue ?? [:],
      metrics: info?["operationMetrics"]?.objectValue ?? [:], engineInfo: info?["engineInfo"]?.stringValue,
      custom: info?[Self.customKey]?.objectValue ?? [:])
    timestamp = info?["timestamp"]?.intValue.map(Date.init(epochMilliseconds:))
  }
}

extension Date {
  /// Whole milliseconds since 1970, the unit of the log's moments.
  var epochMilliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

  init(epochMilliseconds: Int64) { self.init(timeIntervalSince1970: Double(epochMilliseconds) / 1000) }
}
