/// What the two files of the AWS CLI say together.
struct Profiles: Sendable {
  let config: ConfigurationFile
  let credentials: ConfigurationFile
  let configPath: String
  let credentialsPath: String

  init(_ surroundings: Surroundings) throws(CredentialFailure) {
    configPath = surroundings.path(named: "AWS_CONFIG_FILE", otherwise: "config")
    credentialsPath = surroundings.path(named: "AWS_SHARED_CREDENTIALS_FILE", otherwise: "credentials")
    config = try Self.file(configPath, surroundings)
    credentials = try Self.file(credentialsPath, surroundings)
  }

  private static func file(
    _ path: String, _ surroundings: Surroundings
  ) throws(CredentialFailure) -> ConfigurationFile {
    guard let bytes = try surroundings.contents(of: path) else { return .empty }
    return try ConfigurationFile(String(decoding: bytes, as: UTF8.self), path: path)
  }

  var names: [String] {
    let configured = config.sections.keys.compactMap { name in
      name == "default" ? name : name.hasPrefix("profile ") ? String(name.dropFirst(8)) : nil
    }
    return Set(configured + credentials.sections.keys).sorted()
  }

  func has(_ profile: String) -> Bool { names.contains(profile) }

  /// The settings of a profile: those of the config file, over which the credentials file's count.
  func settings(_ profile: String) -> [String: String] {
    configured(profile).settings.merging(credentials.sections[profile]?.settings ?? [:]) { _, newer in newer }
  }

  private func configured(_ profile: String) -> ConfigurationFile.Section {
    // `[profile default]` counts before `[default]` where somebody has both.
    let named = config.sections["profile " + profile]
    return named ?? (profile == "default" ? config.sections["default"] : nil) ?? .init()
  }

  /// The keys that stand in the credentials file itself.
  func shared(_ profile: String) -> [String: String] { credentials.sections[profile]?.settings ?? [:] }

  func configured(_ profile: String) -> [String: String] { configured(profile).settings }

  func session(_ name: String) -> [String: String]? { config.sections["sso-session " + name]?.settings }

  /// Where a profile says a service is (`services = NAME`, then `[services NAME]`, the service, `endpoint_url`).
  func endpoint(_ profile: String, service: String) -> String? {
    let settings = settings(profile)
    let named = settings["services"].flatMap { config.sections["services " + $0] }
    return named?.nested[service]?["endpoint_url"] ?? configured(profile).nested[service]?["endpoint_url"]
      ?? settings["endpoint_url"]
  }
}
