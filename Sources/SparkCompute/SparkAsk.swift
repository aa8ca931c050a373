import JSON

/// What a driver is asked once, whoever asks.
package struct SparkAsk {
  /// For messages.
  package let table: String
  /// What is asked about, in messages: “its query”.
  package let subject: String
  /// `kind` says what is asked.
  package let json: JSONObject
  /// By name.
  package let secrets: [String: String]

  package init(table: String, subject: String, json: JSONObject, secrets: [String: String] = [:]) {
    (self.table, self.subject, self.json, self.secrets) = (table, subject, json, secrets)
  }

  /// Names of secrets and none of their values.
  var text: String {
    var json = json
    json["table"] = .string(table)
    json["secrets"] = .array(secrets.keys.sorted().map(JSONValue.string))
    return JSONValue.object(json).text
  }

  var secretLine: String {
    JSONValue.object(JSONObject(secrets.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })).text
  }
}
