import Foundation
import JSON
import Web

/// Keys of the role that a container runs as (ECS, EKS), asked of an address that its environment names.
struct ContainerKeys {
  private let surroundings: Surroundings

  init(_ surroundings: Surroundings) { self.surroundings = surroundings }

  func find() throws(CredentialFailure) -> CredentialChain.Found? {
    guard let address = try address() else { return nil }
    var request = WebRequest(
      "GET", address, patience: WebPatience(connecting: .seconds(2), silence: .seconds(2), route: .direct))
    if let token = try token() { request.headers["Authorization"] = token }
    let answer = try surroundings.ask(request, "the role of this container")
    // What is no JSON is told by its status.
    guard answer.isSuccess, let document = try? JSONValue(parsing: answer.body),
      let key = ExpiringKey.parse(document, token: "Token")
    else { throw .init(.refused(who: "the role of this container", why: "status \(answer.status)")) }
    return .init(key: key, origin: "role of this container")
  }

  private func address() throws(CredentialFailure) -> WebAddress? {
    if let relative = surroundings.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
      return WebAddress("http://169.254.170.2" + (relative.hasPrefix("/") ? "" : "/") + relative)
    }
    guard let full = surroundings.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") else { return nil }
    guard let address = WebAddress(full), address.scheme == .https || Self.isNear(address.host) else {
      let why = "over http:// only this machine and its container's own address are asked"
      throw .init(.notAllowed(setting: "AWS_CONTAINER_CREDENTIALS_FULL_URI", why: why))
    }
    return address
  }

  /// Where keys may be asked for without a certificate.
  private static func isNear(_ host: String) -> Bool {
    ["localhost", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"].contains(host) || host.hasPrefix("127.")
  }

  /// The file is read each time: it is replaced while the container runs.
  private func token() throws(CredentialFailure) -> String? {
    guard let path = surroundings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") else {
      return surroundings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN")
    }
    guard let bytes = try surroundings.contents(of: path) else {
      throw .init(.unreadable(path: path, line: nil, what: "there is no such file"))
    }
    return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
