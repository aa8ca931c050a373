import JSON
import Web
import XML

/// What an answer that is no success says: in JSON, in a header, or, where something before the service answers, not at all.
package struct ServiceError: Sendable, Hashable {
  package let status: Int
  /// `EntityNotFoundException`; empty where the answer has none.
  package let code: String
  package let message: String

  init(status: Int, code: String, message: String) {
    (self.status, self.code, self.message) = (status, code, message)
  }

  init(_ answer: WebAnswer) {
    status = answer.status
    let header = answer.headers["X-Amzn-ErrorType"]
    // Load balancers answer with pages, and some that stand in for AWS with XML.
    if let told = try? JSONValue(parsing: answer.body) {
      code = Self.bare(header ?? told["__type"]?.stringValue ?? told["code"]?.stringValue ?? "")
      message = told["message"]?.stringValue ?? told["Message"]?.stringValue ?? ""
    } else {
      let error = (try? XMLElement(parsing: answer.body))?.first("Error")
      code = Self.bare(header ?? error?["Code"]?.text ?? "")
      message = error?["Message"]?.text ?? ""
    }
  }

  /// `com.amazonaws.glue#EntityNotFoundException`, and in headers `EntityNotFoundException:http://…`.
  private static func bare(_ type: String) -> String {
    let name = type.prefix { $0 != ":" }
    return String(name.split(separator: "#").last ?? "")
  }

  /// How it is called where only one word fits.
  package var name: String { code.isEmpty ? "status \(status)" : code }

  /// Of keys that a service no longer takes, or does not know.
  static let expired: Set = [
    "ExpiredTokenException", "ExpiredToken", "UnrecognizedClientException", "InvalidClientTokenId",
  ]
}
