import Foundation
import Web

/// Where a service is, by the environment and a profile: regions and endpoints.
package struct ServiceSettings: Sendable {
  private let surroundings: Surroundings
  private let profiles: Profiles
  private let profile: String

  init(_ surroundings: Surroundings, _ profiles: Profiles, _ profile: String) {
    (self.surroundings, self.profiles, self.profile) = (surroundings, profiles, profile)
  }

  package init(_ chain: CredentialChain) throws(CredentialFailure) {
    self.init(chain.surroundings, try Profiles(chain.surroundings), chain.profile)
  }

  package var region: String? {
    surroundings.variable("AWS_REGION") ?? surroundings.variable("AWS_DEFAULT_REGION")
      ?? profiles.settings(profile)["region"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The address somebody gave a service, by its id in small letters as `s3`; nil is AWS's own.
  package func endpoint(of service: String) -> String? {
    guard !surroundings.isTrue("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"),
      profiles.settings(profile)["ignore_configured_endpoint_urls"]?.lowercased() != "true"
    else { return nil }
    let variable = "AWS_ENDPOINT_URL_" + service.uppercased().replacing("-", with: "_")
    return surroundings.variable(variable) ?? surroundings.variable("AWS_ENDPOINT_URL")
      ?? profiles.endpoint(profile, service: service)
  }

  /// The same as an address.
  package func address(of service: String) throws(CredentialFailure) -> WebAddress? {
    guard let text = endpoint(of: service) else { return nil }
    guard let address = WebAddress(text) else {
      throw CredentialFailure(
        .notAllowed(setting: "the endpoint \(text)", why: "it is no http:// or https:// address"))
    }
    return address
  }

  /// A file of authorities to trust in place of the system's.
  package var authorities: String? {
    (surroundings.variable("AWS_CA_BUNDLE") ?? profiles.settings(profile)["ca_bundle"]).map(surroundings.expanded)
  }

  package var proxies: ProxySettings { ProxySettings(environment: surroundings.environment) }

  /// How often a request is tried in all, from 1.
  package var attempts: Int? {
    (surroundings.variable("AWS_MAX_ATTEMPTS") ?? profiles.settings(profile)["max_attempts"])
      .flatMap { Int($0) }.map { max(1, $0) }
  }
}
