import JSON
import Words

extension Problem {
  package var json: JSONValue {
    [
      "file": .string(file), "line": .int(line), "column": .int(column), "severity": .string(severity.rawValue),
      "message": .string(message),
    ]
  }
}
