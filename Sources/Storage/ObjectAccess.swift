/// What a program needs that reads the objects of a bucket itself. It says nothing of itself, for it holds a key.
package struct ObjectAccess: Sendable, CustomStringConvertible, CustomReflectable {
  package let keyID: String
  package let secret: String
  /// Comes with keys that end.
  package let token: String?
  package let region: String
  /// Where somebody else than AWS keeps the bucket, `127.0.0.1:9000`; then its name is part of the path.
  package let endpoint: String?
  package let usesTLS: Bool

  package init(keyID: String, secret: String, token: String?, region: String, endpoint: String?, usesTLS: Bool) {
    (self.keyID, self.secret, self.token) = (keyID, secret, token)
    (self.region, self.endpoint, self.usesTLS) = (region, endpoint, usesTLS)
  }

  package var description: String { "(access)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
