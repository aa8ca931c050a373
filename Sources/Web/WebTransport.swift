/// Whoever sends requests and waits for their answers.
///
/// Calls block, and may be made from any thread but those of the transport itself. An answer of any status is an answer;
/// what throws is that there was none. Redirections are answers too: who signed a request for one place does not want it
/// carried to another.
package protocol WebTransport: Sendable {
  /// - Parameter sink: what takes the body of an answer that is a success, piece by piece; nil collects it. The body of
  ///   other answers is always collected.
  func send(_ request: WebRequest, into sink: WebSink?) throws(WebFailure) -> WebAnswer
}

/// Takes pieces of a body in order, one at a time; what it throws ends the request.
package typealias WebSink = @Sendable (_ piece: [UInt8]) throws -> Void

extension WebTransport {
  package func send(_ request: WebRequest) throws(WebFailure) -> WebAnswer { try send(request, into: nil) }
}

/// Why there was no answer.
package struct WebFailure: Error, Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    /// No connection came about.
    case unreachable
    /// Nothing came in time.
    case timedOut
    /// The connection ended before the answer did.
    case cut
    /// Who answers is not who it says it is.
    case untrusted
    /// The file of authorities to trust cannot be used.
    case authorities
    /// The answer is too long to be kept in memory.
    case tooLong
    /// What takes the bytes failed.
    case notKept
    /// It is no HTTP.
    case malformed
  }

  package let reason: Reason
  package let address: WebAddress
  /// In the words of whoever found it.
  package let detail: String

  package init(_ reason: Reason, _ address: WebAddress, detail: String = "") {
    (self.reason, self.address, self.detail) = (reason, address, detail)
  }

  /// Whether the same request may do better in a moment.
  package var isPassing: Bool {
    switch reason {
    case .unreachable, .timedOut, .cut: true
    case .untrusted, .authorities, .tooLong, .notKept, .malformed: false
    }
  }
}

extension WebFailure: CustomStringConvertible {
  package var description: String {
    let what =
      switch reason {
      case .unreachable: "\(address.authority) cannot be reached"
      case .timedOut: "\(address.authority) did not answer in time"
      case .cut: "the connection to \(address.authority) ended before its answer did"
      case .untrusted:
        "the certificate of \(address.authority) is not trusted; AWS_CA_BUNDLE names a file of authorities to trust"
      case .authorities:
        "\(address.authority) was not asked: the file of AWS_CA_BUNDLE, or ca_bundle, holds no authorities to trust"
      case .tooLong: "the answer of \(address.authority) is too long"
      case .notKept: "what \(address.authority) sent cannot be kept"
      case .malformed: "what \(address.authority) sent is no HTTP"
      }
    return detail.isEmpty ? what : "\(what) (\(detail))"
  }
}
