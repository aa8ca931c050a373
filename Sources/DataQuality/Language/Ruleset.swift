/// A DQDL document (AWS Glue Data Quality Definition Language): rules, and measures to gather.
package struct Ruleset: Sendable, Hashable {
  package internal(set) var version: String?
  package internal(set) var primarySource: String?
  package internal(set) var additionalSources: [String] = []
  package internal(set) var defaultLabels: [Label] = []
  package internal(set) var rules: [Rule] = []
  package internal(set) var analyzers: [Analyzer] = []

  init() {}

  /// Reads a ruleset. Throws the first problem of `problems(in:file:)`.
  ///
  /// - Parameter file: how messages name the text.
  package init(parsing text: String, file: String) throws(RulesetError) {
    let (ruleset, problems) = Self.read(text, file: file)
    if let first = problems.first { throw first }
    self = ruleset
  }

  /// Everything wrong with a text, in its order: one problem a rule at most. Empty when the text can be read.
  package static func problems(in text: String, file: String) -> [RulesetError] { read(text, file: file).problems }

  private static func read(_ text: String, file: String) -> (ruleset: Ruleset, problems: [RulesetError]) {
    let source = SourceText(text, file: file)
    do {
      var parser = RulesetParser(source: source, tokens: try Lexer.tokens(source))
      return parser.document()
    } catch {
      return (Ruleset(), [error])
    }
  }
}
