import DataQuality
import JSON
import Lake

/// Queries about rows, each of which has an answer of its own.
extension SparkAsk {
  init(_ questions: SharedQuestions, _ exchange: any SparkExchange) throws {
    let json: JSONObject = [
      "kind": "rows", "inputs": .array(try questions.inputs.map { try Self.input($0, exchange) }),
      "queries": .array(questions.queries.map(JSONValue.string)),
    ]
    self.init(table: questions.table.description, subject: "the verdicts of its rules", json: json)
  }
}

extension SharedAnswer {
  /// - Parameter told: `{"types": [Spark's names], "rows": [[text or null]]}`, or `{"error": text}`.
  init(_ told: JSONValue) {
    guard let rows = told["rows"]?.arrayValue, let types = told["types"]?.arrayValue?.compactMap(\.stringValue) else {
      self = .refused(Self.kind(told["error"]?.stringValue ?? ""))
      return
    }
    self = .rows(
      rows.map { row in
        zip(types, row.arrayValue ?? []).map { QualityAnswer.value($1.stringValue, ofSparkType: $0) }
      })
  }

  /// What Spark calls an error, and nothing of what it says: that may hold values of the table.
  private static func kind(_ error: String) -> String {
    error.firstMatch(of: /\[([A-Z0-9_.]+)\]/).map { "Spark says \($0.1)" } ?? "Spark has no answer"
  }
}
