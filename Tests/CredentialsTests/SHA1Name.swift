import Hashes

/// What the AWS CLI names the token of a sign-in by.
enum SHA1Name {
  static func of(_ text: String) -> String { RunningHash.text(of: Array(text.utf8), .sha1) }
}
