import Foundation
import Synchronization
import Web

/// Whether an object takes the place of one that has its key.
package enum PutRule: Sendable { case replace, onlyIfAbsent }

extension S3Client {
  /// The name of who put an object, so that who lost the answer to its own put knows it again.
  static let writer = "assay-writer"

  /// Puts an object with one call.
  ///
  /// - Returns: false, and nothing is changed, where one is there and may not be replaced.
  package func put(
    _ bytes: [UInt8], at key: String, rule: PutRule = .replace, metadata: [String: String] = [:]
  ) throws(S3Failure) -> Bool {
    var call = S3Call(method: "PUT", key: key, body: bytes, operation: "write")
    call.headers["Content-Type"] = "application/octet-stream"
    let name = UUID().uuidString
    for (name, value) in metadata.merging(rule == .onlyIfAbsent ? [Self.writer: name] : [:], uniquingKeysWith: { $1 }) {
      call.headers["x-amz-meta-" + name] = value
    }
    addEncryption(&call)
    guard rule == .onlyIfAbsent else {
      _ = try send(call)
      return true
    }
    call.headers["If-None-Match"] = "*"
    return try putOnce(call, name: name)
  }

  /// What is there may be what an earlier try of this very call put, whose answer was lost.
  private func putOnce(_ call: S3Call, name: String) throws(S3Failure) -> Bool {
    do throws(S3Failure) {
      _ = try send(call)
      return true
    } catch {
      switch error.reason {
      case .condition: return try isMine(call.key, name: name)
      case .refused(501, _, _): throw S3Failure(.ignoresConditions, call.operation, place(call))
      case .busy, .unanswered:
        if let mine = try? isMine(call.key, name: name), mine { return true }  // Else the first failure says it.
        throw error
      default: throw error
      }
    }
  }

  func isMine(_ key: String, name: String) throws(S3Failure) -> Bool {
    guard let there = try head(key) else { return false }
    return there.metadata[Self.writer] == name
  }

  /// Whether the store keeps an object that is there from being put again. Leaves nothing behind.
  ///
  /// - Parameter prefix: where something of nobody's is put for a moment.
  package func probeConditions(under prefix: String) throws(S3Failure) {
    let key = prefix + ".assay-probe-" + UUID().uuidString
    guard try put([1], at: key, rule: .onlyIfAbsent) else {
      throw S3Failure(.malformed("it says that a name nobody used is taken"), "write", place(key))
    }
    let second = Result { () throws(S3Failure) in try put([2], at: key, rule: .onlyIfAbsent) }
    try delete(key)
    guard try !second.get() else { throw S3Failure(.ignoresConditions, "commit to", place(prefix)) }
  }
}
