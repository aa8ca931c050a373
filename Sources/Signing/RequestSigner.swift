import Foundation
import Hashes
import Web

/// Signs requests as AWS asks for (Signature Version 4, AWS4-HMAC-SHA256): a function of the request, the key and the time.
///
/// A request that is sent again is signed again: a signature counts for a few minutes around its time.
package struct RequestSigner: Sendable {
  package let key: AccessKey
  package let region: String
  /// As in `s3`, `sts`.
  package let service: String

  package init(key: AccessKey, region: String, service: String) {
    (self.key, self.region, self.service) = (key, region, service)
  }

  /// The request with the headers that make it count.
  package func signed(_ request: WebRequest, at moment: Date, payload: Payload = .hashed) -> WebRequest {
    var request = prepared(request, at: moment, payload: payload)
    request.headers["Authorization"] = authorization(request, at: moment, payload: payload)
    return request
  }

  package enum Payload: Sendable, Hashable {
    /// The body is part of what is signed.
    case hashed
    /// The hash of the body is known already.
    case knownHash(String)
    /// Left out: over a connection that is itself safe.
    case unsigned
  }

  private func prepared(_ request: WebRequest, at moment: Date, payload: Payload) -> WebRequest {
    var request = request
    request.headers["X-Amz-Date"] = SigningMoment(moment).text
    if let token = key.sessionToken { request.headers["X-Amz-Security-Token"] = token.value }
    // S3 alone wants to see in a header what the signature says of the body.
    if service == Self.s3 { request.headers["x-amz-content-sha256"] = hash(request, payload) }
    return request
  }

  private static let s3 = "s3"

  private func hash(_ request: WebRequest, _ payload: Payload) -> String {
    switch payload {
    case .hashed: RunningHash.text(of: request.body, .sha256)
    case .knownHash(let text): text
    case .unsigned: "UNSIGNED-PAYLOAD"
    }
  }
}

extension RequestSigner {
  /// The value of `Authorization` for a request that has all its other headers.
  func authorization(_ request: WebRequest, at moment: Date, payload: Payload = .hashed) -> String {
    let canonical = canonical(request, payload: payload)
    let signature = signature(of: toSign(canonical, at: moment), at: moment)
    return "AWS4-HMAC-SHA256 Credential=\(key.id)/\(scope(moment)), "
      + "SignedHeaders=\(canonical.signedHeaders), Signature=\(signature)"
  }

  func canonical(_ request: WebRequest, payload: Payload = .hashed) -> CanonicalRequest {
    CanonicalRequest(
      request, payloadHash: hash(request, payload), path: service == Self.s3 ? .asSent : .shortened)
  }

  func toSign(_ canonical: CanonicalRequest, at moment: Date) -> String {
    let hash = RunningHash.text(of: Array(canonical.text.utf8), .sha256)
    return ["AWS4-HMAC-SHA256", SigningMoment(moment).text, scope(moment), hash].joined(separator: "\n")
  }

  func signature(of text: String, at moment: Date) -> String {
    let parts = [SigningMoment(moment).day, region, service, "aws4_request", text]
    let code = parts.reduce(Array("AWS4\(key.secret.value)".utf8)) { key, part in
      MessageCode.sha256(Array(part.utf8), key: key)
    }
    return Hexadecimal.text(code)
  }

  private func scope(_ moment: Date) -> String {
    "\(SigningMoment(moment).day)/\(region)/\(service)/aws4_request"
  }
}
