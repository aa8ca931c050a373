import Foundation
import JSON
import Signing

/// Keys that another program prints (`credential_process`).
struct KeyProgram {
  private let surroundings: Surroundings
  private let profile: String

  init(_ surroundings: Surroundings, _ profile: String) { (self.surroundings, self.profile) = (surroundings, profile) }

  func run(_ command: String) throws(CredentialFailure) -> CredentialChain.Found {
    guard let words = Self.words(command), !words.isEmpty else { throw failure("has a quote that is not closed") }
    let answer: Surroundings.ProgramAnswer
    do { answer = try surroundings.run(words) } catch { throw failure("cannot be run: \(error)") }
    guard answer.status == 0 else { throw failure("ended with \(answer.status)") }
    return .init(key: try key(answer.output), origin: "program of the profile \(profile)")
  }

  /// Logins that only the CLI knows how to take up.
  func exported() throws(CredentialFailure) -> CredentialChain.Found {
    let command = ["aws", "configure", "export-credentials", "--profile", profile, "--format", "process"]
    do {
      let answer = try surroundings.run(command)
      guard answer.status == 0 else { throw CredentialFailure(.loginOnly(profile: profile, why: "it is over")) }
      return .init(key: try key(answer.output), origin: "login of the profile \(profile)")
    } catch let failure as CredentialFailure {
      throw failure
    } catch { throw .init(.loginOnly(profile: profile, why: "\(error)")) }
  }

  /// What it printed is not part of any message: it may hold the keys.
  private func key(_ output: [UInt8]) throws(CredentialFailure) -> AccessKey {
    guard let document = try? JSONValue(parsing: output) else { throw failure("printed no JSON") }
    guard document["Version"]?.intValue == 1 else { throw failure("printed no Version 1") }
    guard let key = ExpiringKey.parse(document, token: "SessionToken") else { throw failure("printed no keys") }
    return key
  }

  private func failure(_ why: String) -> CredentialFailure { .init(.program(profile: profile, why: why)) }

  /// As a shell splits a line into words, without all else that a shell does; nil where a quote is not closed.
  static func words(_ line: String) -> [String]? {
    var (words, word, quote) = ([String](), String?.none, Character?.none)
    var characters = line.makeIterator()
    while let character = characters.next() {
      if character == "\\", quote != "'" {
        word =
          (word ?? "")
          + (characters.next().map { quote == nil || "\"\\$`".contains($0) ? String($0) : "\\\($0)" } ?? "")
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        (quote, word) = (character, word ?? "")
      } else if quote == nil, character.isWhitespace {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let whole = word { words.append(whole) }
    return quote == nil ? words : nil
  }
}
