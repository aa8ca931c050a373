/// Why there are no credentials, and what makes some.
package struct CredentialFailure: Error, Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    case noneFound(profile: String)
    case unknownProfile(String, known: [String], path: String)
    /// Half of a key, or of a role.
    case incomplete(place: String, missing: String)
    /// A sign-in that is over, or never was.
    case signedOut(profile: String, why: String)
    /// A login that only the AWS CLI itself can take up.
    case loginOnly(profile: String, why: String)
    /// A role that asks for a code, which a run cannot be asked for.
    case asksForCode(profile: String)
    case circle([String])
    case unreadable(path: String, line: Int?, what: String)
    case program(profile: String, why: String)
    case unanswered(who: String, why: String)
    case refused(who: String, why: String)
    case notAllowed(setting: String, why: String)
  }

  package let reason: Reason

  package init(_ reason: Reason) { self.reason = reason }
}

extension CredentialFailure: CustomStringConvertible {
  package var description: String { remedy.map { "\(what); run: \($0)" } ?? what }

  private var what: String {
    switch reason {
    case .noneFound(let profile):
      "no AWS credentials: none in the environment, the profile \(profile) or this machine's role"
    case .unknownProfile(let name, let known, let path):
      "no profile \(name) in \(path)" + (known.isEmpty ? "" : ", which has \(known.joined(separator: ", "))")
    case .incomplete(let place, let missing): "\(place) has no \(missing)"
    case .signedOut(let profile, let why): "the sign-in of the profile \(profile) \(why)"
    case .loginOnly(let profile, let why): "the login of the profile \(profile) cannot be used: \(why)"
    case .asksForCode(let profile): "the profile \(profile) asks for a code of a device (mfa_serial)"
    case .circle(let names): "the profiles take their credentials from each other: \(names.joined(separator: " → "))"
    case .unreadable(let path, let line, let what): "\(path)\(line.map { ":\($0)" } ?? ""): \(what)"
    case .program(let profile, let why): "the credential_process of the profile \(profile) \(why)"
    case .unanswered(let who, let why): "\(who): \(why)"
    case .refused(let who, let why): "\(who) refuses: \(why)"
    case .notAllowed(let setting, let why): "\(setting) is not used: \(why)"
    }
  }

  /// The command that makes what is missing.
  package var remedy: String? {
    switch reason {
    case .noneFound("default"): "aws configure"
    case .noneFound(let profile), .unknownProfile(let profile, _, _): "aws configure --profile \(Self.word(profile))"
    case .signedOut(let profile, _): "aws sso login --profile \(Self.word(profile))"
    case .loginOnly(let profile, _): "aws login --profile \(Self.word(profile))"
    case .asksForCode(let profile):
      "eval \"$(aws configure export-credentials --profile \(Self.word(profile)) --format env)\""
    default: nil
    }
  }

  /// As a shell takes it for one word.
  private static func word(_ text: String) -> String {
    let plain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.@/+=:".contains($0)) }
    return plain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
