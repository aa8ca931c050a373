import Words

/// What executions ran: the project's files as they were.
package protocol DefinitionLog: Sendable {
  /// Keeps them, each text once, and says which execution ran them.
  func keepDefinitions(_ kept: KeptDefinitions, of execution: ExecutionID) throws(JournalError)

  /// The hash of each file by its path; nil for an execution of before they were kept, and for one no worker took.
  func definitionHashes(of execution: ExecutionID) throws(JournalError) -> [String: String]?

  /// Each file's text by its path, as far as it is text; nil where they were not kept.
  func definitionTexts(of execution: ExecutionID) throws(JournalError) -> [String: String]?
}

/// The definitions of a project at one moment.
package struct KeptDefinitions: Sendable, Hashable {
  package struct File: Sendable, Hashable {
    package let hash: String
    /// Nil for what is no text.
    package let text: String?
    package init(hash: String, text: String?) { (self.hash, self.text) = (hash, text) }
  }

  /// As `ExecutionRecord.revision`.
  package let revision: String
  /// Of all files and their paths.
  package let hash: String
  package let files: [String: File]

  package init(revision: String, hash: String, files: [String: File]) {
    (self.revision, self.hash, self.files) = (revision, hash, files)
  }
}
