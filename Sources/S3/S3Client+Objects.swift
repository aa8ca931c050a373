import Clocks
import Foundation
import Hashes
import Web
import XML

/// What is known of an object without reading it.
package struct S3Object: Sendable, Hashable {
  package let key: String
  /// In bytes.
  package let size: Int64
  /// Changes when the object does.
  package let tag: String
  package let modified: Date
  /// By names in small letters, without `x-amz-meta-`; a listing knows none.
  package var metadata: [String: String] = [:]
}

extension S3Client {
  /// Nil where no object has the key.
  package func head(_ key: String) throws(S3Failure) -> S3Object? {
    let answer: WebAnswer
    do throws(S3Failure) {
      answer = try send(S3Call(method: "HEAD", key: key, operation: "look at"))
    } catch {
      if error.reason == .noObject { return nil }
      throw error
    }
    guard let size = answer.headers["Content-Length"].flatMap({ Int64($0) }) else {
      throw S3Failure(.malformed("no length"), "look at", place(key))
    }
    let modified = answer.headers["Last-Modified"].flatMap(WebDate.parse) ?? now
    return S3Object(
      key: key, size: size, tag: answer.headers["ETag"] ?? "", modified: modified, metadata: Self.metadata(answer))
  }

  private static let metadataPrefix = "x-amz-meta-"

  private static func metadata(_ answer: WebAnswer) -> [String: String] {
    let fields = answer.headers.fields.filter { $0.name.lowercased().hasPrefix(metadataPrefix) }
    return Dictionary(
      fields.map { (String($0.name.lowercased().dropFirst(metadataPrefix.count)), $0.value) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The bytes from a place on, at most so many; none behind the end.
  ///
  /// - Parameter tag: of the object that is meant; another one is not read.
  package func read(_ key: String, from start: Int64, count: Int, tag: String? = nil) throws(S3Failure) -> [UInt8] {
    try part(key, from: start, count: count, tag: tag).bytes
  }

  /// A piece of an object, and what its answer says of the whole.
  struct Part {
    var bytes: [UInt8] = []
    /// Of the whole object, where the answer says it.
    var size: Int64?
    var tag: String?
  }

  func part(_ key: String, from start: Int64, count: Int, tag: String?) throws(S3Failure) -> Part {
    guard count > 0 else { return Part() }
    let (end, overflows) = start.addingReportingOverflow(Int64(count) - 1)
    var call = S3Call(method: "GET", key: key, operation: "read")
    call.headers["Range"] = "bytes=\(start)-\(overflows ? .max : end)"
    if let tag, !tag.isEmpty { call.headers["If-Match"] = tag }
    do throws(S3Failure) {
      let answer = try send(call)
      // Who knows no ranges sends all of it; some send the part and call it the whole, but say of what.
      guard answer.status == 206 || answer.headers["Content-Range"] != nil else {
        return Part(
          bytes: Array(answer.body.dropFirst(Int(clamping: start)).prefix(count)), size: Int64(answer.body.count))
      }
      let size = answer.headers["Content-Range"].flatMap { Int64($0.split(separator: "/").last ?? "") }
      return Part(bytes: answer.body, size: size, tag: answer.headers["ETag"])
    } catch {
      switch error.reason {
      case .refused(416, _, _): return Part(size: start == 0 ? 0 : nil)
      case .condition: throw S3Failure(.changed, "read", place(key))
      default: throw error
      }
    }
  }

  /// Removes an object; that none has the key is no error.
  package func delete(_ key: String) throws(S3Failure) {
    do throws(S3Failure) {
      _ = try send(S3Call(method: "DELETE", key: key, operation: "remove"))
    } catch { if error.reason != .noObject { throw error } }
  }

  /// Removes many, a thousand with a call; those that are not there are no error.
  package func delete(_ keys: [String]) throws(S3Failure) {
    var kept: [String] = []
    for start in stride(from: 0, to: keys.count, by: 1000) {
      kept += try deleteSome(keys[start..<min(start + 1000, keys.count)])
    }
    guard kept.isEmpty else { throw S3Failure(.kept(kept), "remove", place("")) }
  }

  private func deleteSome(_ keys: ArraySlice<String>) throws(S3Failure) -> [String] {
    let objects = keys.map { "<Object><Key>\(XMLElement.escaped($0))</Key></Object>" }.joined()
    var call = S3Call(method: "POST", key: "", query: [("delete", "")], operation: "remove from")
    call.body = Array("<Delete><Quiet>true</Quiet>\(objects)</Delete>".utf8)
    call.headers["Content-Type"] = "application/xml"
    call.headers["Content-MD5"] = Data(RunningHash.of(call.body, .md5)).base64EncodedString()
    let answer = try document(send(call), call)
    return answer.all("Error").filter { $0["Code"]?.text != "NoSuchKey" }.map { $0["Key"]?.text ?? "" }
  }

  func document(_ answer: WebAnswer, _ call: S3Call) throws(S3Failure) -> XMLElement {
    do throws(XMLError) { return try XMLElement(parsing: answer.body) } catch {
      throw S3Failure(.malformed("\(error)"), call.operation, place(call))
    }
  }

  func addEncryption(_ call: inout S3Call) {
    switch bucket.encryption {
    case .aes256: call.headers["x-amz-server-side-encryption"] = "AES256"
    case .managedKey(let key):
      call.headers["x-amz-server-side-encryption"] = "aws:kms"
      if let key { call.headers["x-amz-server-side-encryption-aws-kms-key-id"] = key }
    case nil: break
    }
  }
}
