import Clocks
import Foundation
import JSON
import Words

/// One rule's newest verdict on a table.
package struct RuleVerdict: Sendable, Hashable {
  /// The rule as it stands in the ruleset.
  package var rule: String
  package var status: RuleStatus
  package var value: Double?
  package var message: String
  /// Earlier values, oldest first.
  package var history: [Double]
  /// How it was judged before, oldest first.
  package var verdicts: [RuleStatus] = []
  package init(rule: String, status: RuleStatus, value: Double?, message: String, history: [Double] = []) {
    self.rule = rule
    self.status = status
    self.value = value
    self.message = message
    self.history = history
  }
}

package struct TableQuality: Sendable, Hashable {
  package var table: String
  /// Passed rules by all rules, 0…1; nil when never checked.
  package var score: Double?
  /// Earlier scores, oldest first.
  package var scoreHistory: [Double]
  package var rules: [RuleVerdict]
  package var rowsPassed: Int64?
  package var rowsFailed: Int64?
  package var gate: QualityGate
  package var checkedAt: Date?
  package var execution: String?
  package var quarantinedRows: Int64
  /// The verdict is on a build that its rules stopped: the table holds other rows than those that were judged.
  package var isOfStoppedBuild = false

  package init(table: String, gate: QualityGate) {
    self.table = table
    self.gate = gate
    scoreHistory = []
    rules = []
    quarantinedRows = 0
  }

  /// PASS, FAIL, WARN where its gate lets a failure pass, or UNCHECKED: the same word on screens, in text and in JSON.
  package var verdict: String {
    score == nil ? "UNCHECKED" : failed == 0 ? "PASS" : gate == .warn ? "WARN" : "FAIL"
  }

  package var failed: Int { rules.filter { $0.status != .pass }.count }
}

/// A page of rows as text; columns and cells in the same order.
package struct RowPage: Sendable, Hashable, Codable {
  package var columns: [String]
  package var rows: [[String?]]
  /// All rows there are, where known.
  package var total: Int64?
  package init(columns: [String] = [], rows: [[String?]] = [], total: Int64? = nil) {
    self.columns = columns
    self.rows = rows
    self.total = total
  }
}

package struct QualityDetail: Sendable, Hashable {
  package var quality: TableQuality
  /// Rows of the table that fail a rule, first column `_rules` names which.
  package var failingRows: RowPage
  /// Rejected rows: reason, file, record, row.
  package var quarantine: RowPage
  package init(quality: TableQuality, failingRows: RowPage, quarantine: RowPage) {
    self.quality = quality
    self.failingRows = failingRows
    self.quarantine = quarantine
  }
}

extension TableQuality {
  package var json: JSONValue {
    [
      "table": .string(table), "verdict": .string(verdict), "score": score.map(JSONValue.double) ?? .null,
      "gate": .string(gate.rawValue),
      "checkedAt": .optional(checkedAt.map(Timestamp.text)), "execution": .optional(execution),
      "rules": .array(
        rules.map {
          [
            "rule": .string($0.rule), "status": .string($0.status.word),
            "value": $0.value.map(JSONValue.double) ?? .null,
            "message": .string($0.message),
          ]
        }),
      "rows": ["passed": .optional(rowsPassed), "failed": .optional(rowsFailed)],
      "quarantinedRows": .int(quarantinedRows), "published": .bool(!isOfStoppedBuild),
    ]
  }
}
