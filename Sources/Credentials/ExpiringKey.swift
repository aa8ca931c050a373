import Clocks
import Foundation
import JSON
import Signing

/// Keys in the JSON that programs, containers and machines give them in.
enum ExpiringKey {
  static func parse(_ document: JSONValue, token: String) -> AccessKey? {
    guard let id = document["AccessKeyId"]?.stringValue, let secret = document["SecretAccessKey"]?.stringValue else {
      return nil
    }
    return AccessKey(
      id: id, secret: Secret(secret), sessionToken: document[token]?.stringValue.map { Secret($0) },
      expires: document["Expiration"]?.stringValue.flatMap(Timestamp.parse))
  }
}
