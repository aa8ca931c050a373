/// A request as it is sent.
package struct WebRequest: Sendable, Hashable {
  package var method: String
  package var address: WebAddress
  /// Without `Host` and `Content-Length`, which follow from the rest.
  package var headers: WebHeaders
  package var body: [UInt8]
  package var patience: WebPatience

  package init(
    _ method: String = "GET", _ address: WebAddress, headers: WebHeaders = [:], body: [UInt8] = [],
    patience: WebPatience = .patient
  ) {
    (self.method, self.address, self.headers, self.body) = (method, address, headers, body)
    self.patience = patience
  }
}

/// How long an answer is waited for.
package struct WebPatience: Sendable, Hashable {
  package var connecting: Duration
  /// Without a byte, while an answer is read.
  package var silence: Duration
  /// Whether a proxy may carry the request. What knows this machine alone is never asked by way of one.
  package var route: Route

  package enum Route: Sendable { case asConfigured, direct }

  package init(connecting: Duration, silence: Duration, route: Route = .asConfigured) {
    (self.connecting, self.silence, self.route) = (connecting, silence, route)
  }

  package static let patient = WebPatience(connecting: .seconds(10), silence: .seconds(60))
  /// For what answers at once or is not there.
  package static let short = WebPatience(connecting: .seconds(1), silence: .seconds(1), route: .direct)
}

package struct WebAnswer: Sendable, Hashable {
  package var status: Int
  package var headers: WebHeaders
  /// Empty where the bytes went elsewhere.
  package var body: [UInt8]

  package init(status: Int, headers: WebHeaders = [:], body: [UInt8] = []) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }

  package var isSuccess: Bool { (200...299).contains(status) }

  package var text: String { String(decoding: body, as: UTF8.self) }
}
