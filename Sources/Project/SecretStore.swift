/// Values that must not stand in a project's files: from the environment, else from a file only its owner can read.
package struct SecretStore: Sendable {
  let folder: String
  let variables: [String: String]

  package init(projectFolder: String, variables: [String: String]) {
    folder = projectFolder + "/.assay/secrets"
    self.variables = variables
  }

  /// The value of `ASSAY_SECRET_NAME`, else of the file `.assay/secrets/name`, without its last line break.
  package func value(_ name: String) throws(SecretError) -> String {
    throw SecretError(name: name, reason: .missing(file: folder + "/" + name))
  }
}

/// Why a secret cannot be had. Never holds a value.
package struct SecretError: Error, Hashable {
  package enum Reason: Sendable, Hashable {
    case missing(file: String)
    case notPrivate(file: String, mode: Int)
    case notOwned(file: String)
    case unreadable(file: String, String)
    case badName
  }

  package let name: String
  package let reason: Reason
}
