import Foundation
import Words

/// Values that must not stand in a project's files: from the environment, else from a file only its owner can read.
package struct SecretStore: Sendable {
  let folder: String
  let variables: [String: String]

  package init(projectFolder: String, variables: [String: String]) {
    folder = projectFolder + "/.assay/secrets"
    self.variables = variables
  }

  /// The value of `ASSAY_SECRET_NAME` (the name in capitals), else of the file `.assay/secrets/name` without its last
  /// line break. The file must belong to the user and have the mode 0600 or 0400.
  package func value(_ name: String) throws(SecretError) -> String {
    guard TableName.isName(name) else { throw SecretError(name: name, reason: .badName) }
    if let value = variables[Self.variable(name)], !value.isEmpty { return value }
    return try file(name)
  }

  package static func variable(_ name: String) -> String { "ASSAY_SECRET_" + name.uppercased() }

  private func file(_ name: String) throws(SecretError) -> String {
    let path = folder + "/" + name
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      let code = errno
      throw SecretError(
        name: name,
        reason: code == ENOENT ? .missing(file: path) : .unreadable(file: path, String(cString: strerror(code))))
    }
    defer { close(descriptor) }
    // Asked of the open file, so that it cannot be exchanged in between.
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw SecretError(name: name, reason: .unreadable(file: path, "not a regular file"))
    }
    guard status.st_uid == geteuid() else { throw SecretError(name: name, reason: .notOwned(file: path)) }
    guard status.st_mode & 0o177 == 0 else {
      throw SecretError(name: name, reason: .notPrivate(file: path, mode: Int(status.st_mode & 0o777)))
    }
    return try text(descriptor, name, path)
  }

  private func text(_ descriptor: Int32, _ name: String, _ path: String) throws(SecretError) -> String {
    let data: Data?
    do {
      data = try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).read(upToCount: 65_536)
    } catch {
      throw SecretError(name: name, reason: .unreadable(file: path, "it cannot be read"))
    }
    guard let data, let text = String(validating: data, as: UTF8.self), !text.contains("\0") else {
      throw SecretError(name: name, reason: .unreadable(file: path, "it is empty or no text"))
    }
    let value = text.hasSuffix("\r\n") ? String(text.dropLast()) : text.hasSuffix("\n") ? String(text.dropLast()) : text
    guard !value.isEmpty else { throw SecretError(name: name, reason: .unreadable(file: path, "it is empty")) }
    return value
  }
}

/// Why a secret cannot be had. Never holds a value.
package struct SecretError: Error, Hashable, CustomStringConvertible {
  package enum Reason: Sendable, Hashable {
    case missing(file: String)
    case notPrivate(file: String, mode: Int)
    case notOwned(file: String)
    case unreadable(file: String, String)
    case badName
  }

  package let name: String
  package let reason: Reason

  package var description: String {
    switch reason {
    case .missing(let file):
      "the secret \(name) is missing: set \(SecretStore.variable(name)), or write it to \(file) with mode 0600"
    case .notPrivate(let file, let mode):
      "the secret \(name) may be read by others (mode 0\(String(mode, radix: 8))): chmod 600 \(file)"
    case .notOwned(let file): "the secret \(name) belongs to another user: \(file)"
    case .unreadable(let file, let why): "the secret \(name) cannot be read: \(file): \(why)"
    case .badName: "'\(name)' is no name of a secret: lower case letters, digits and _"
    }
  }
}
