import JSON

extension QualityReport {
  /// `{score, rules: [{rule, status, value, message}], analyzers: [{analyzer, measures, message}], rows: {passed,
  /// failed}}`: the shape `assay quality check --json`
  /// promises. Values have all the digits the engine gave; what is unknown is null.
  package var json: JSONValue {
    let rules = results.map { result -> JSONValue in
      [
        "rule": .string(result.rule), "status": .string(result.status.word),
        "value": result.valueText.map(JSONValue.number) ?? .null, "message": .string(result.message),
      ]
    }
    let analyzers = measures.map { result -> JSONValue in
      [
        "analyzer": .string(result.analyzer),
        "measures": .object(JSONObject(result.measures.map { ($0.name, $0.value) })),
        "message": .string(result.message),
      ]
    }
    return [
      "score": score.map(JSONValue.double) ?? .null, "rules": .array(rules), "analyzers": .array(analyzers),
      "rows": ["passed": .optional(rowsPassed), "failed": .optional(rowsFailed)],
    ]
  }
}
