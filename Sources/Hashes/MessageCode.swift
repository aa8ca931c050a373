import Crypto

/// A code by which who knows the key finds a message unchanged (HMAC with SHA-256, RFC 2104).
package enum MessageCode {
  package static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
  }
}
