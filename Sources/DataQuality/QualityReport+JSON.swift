import JSON

extension QualityReport {
  /// `{score, rules: [{rule, status, value, message}], rows: {passed, failed}}`: the shape `assay quality check --json`
  /// promises. Values have all the digits the engine gave; what is unknown is null.
  package var json: JSONValue {
    let rules = results.map { result -> JSONValue in
      [
        "rule": .string(result.rule), "status": .string(result.status.rawValue),
        "value": result.valueText.map(JSONValue.number) ?? .null, "message": .string(result.message),
      ]
    }
    return [
      "score": .double(score), "rules": .array(rules),
      "rows": ["passed": .optional(rowsPassed), "failed": .optional(rowsFailed)],
    ]
  }
}
