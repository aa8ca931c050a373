import Clocks
import Credentials
import Foundation
import Synchronization
import TestSupport
import Web
import WebSupport

/// A machine to look for credentials on, made of values.
struct Scene {
  static let now = Date(timeIntervalSince1970: 1_800_000_000)

  var environment: [String: String] = ["AWS_EC2_METADATA_DISABLED": "true"]
  var files: [String: String] = [:]
  var programs: [[String]: (status: Int32, output: String)] = [:]
  var transport = ScriptedTransport()
  var moment = Scene.now

  var surroundings: Surroundings {
    let (files, programs) = (files, programs)
    return Surroundings(
      environment: environment, home: "/home/me", read: { path in files[path].map { Array($0.utf8) } },
      run: { command in
        guard let answer = programs[command] else { throw NoProgram(command: command) }
        return .init(status: answer.status, output: Array(answer.output.utf8))
      }, transport: transport, clock: FixedClock(moment))
  }

  struct NoProgram: Error { let command: [String] }

  init(_ environment: [String: String] = [:], config: String = "", credentials: String = "") {
    self.environment.merge(environment) { _, new in new }
    if !config.isEmpty { files["/home/me/.aws/config"] = config }
    if !credentials.isEmpty { files["/home/me/.aws/credentials"] = credentials }
  }

  func find(profile: String? = nil) throws(CredentialFailure) -> CredentialChain.Found {
    try CredentialChain(surroundings, profile: profile).find()
  }

  /// What somebody without credentials is told.
  func failure(profile: String? = nil) -> String {
    do throws(CredentialFailure) {
      return "found \(try find(profile: profile).origin)"
    } catch { return "\(error)" }
  }

  /// STS as it answers who asks for a role.
  static func tokens(_ request: WebRequest) -> WebAnswer {
    let body = """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
      <AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-token</SessionToken>
      <Expiration>2027-01-15T09:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
      """
    return WebAnswer(status: 200, body: Array(body.utf8))
  }
}

extension WebRequest {
  /// The fields of a form.
  var fields: [String: String] {
    let pairs = String(decoding: body, as: UTF8.self).split(separator: "&").map {
      $0.split(separator: "=", maxSplits: 1)
    }
    return Dictionary(
      pairs.map { (String($0[0]), PercentCoding.decode(String($0.last ?? ""))) }, uniquingKeysWith: { $1 })
  }
}
