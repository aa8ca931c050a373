import Foundation

/// What requests to AWS are signed with.
package struct AccessKey: Sendable, Hashable {
  /// Public: it travels with every request.
  package let id: String
  package let secret: Secret
  /// Comes with keys that end.
  package let sessionToken: Secret?
  /// Nil is never.
  package let expires: Date?

  package init(id: String, secret: Secret, sessionToken: Secret? = nil, expires: Date? = nil) {
    (self.id, self.secret, self.sessionToken, self.expires) = (id, secret, sessionToken, expires)
  }
}
