/// What a project does with an incremental table whose model changed: its old rows keep what the old one made of them.
package enum ModelChangeAction: String, Sendable, Hashable, CaseIterable {
  /// New rows follow the new model, and everybody is told.
  case warn
  /// The next run writes the table anew.
  case refresh
  /// The table is not built until it is written anew.
  case fail
}

extension Model {
  /// Everything about the model that decides which rows its table has, as one text. Comments, blanks, and the case of words
  /// make no difference, nor does where it is read; a secret's value is not in it.
  package var definition: String {
    let tokens = SQLTokens(sql)
    let words = tokens.tokens.indices.map { index in
      tokens.tokens[index].kind == .word ? tokens.text(index).lowercased() : tokens.text(index)
    }
    return words.joined(separator: " ") + "\n" + settings.definition
  }
}

extension ModelSettings {
  /// Settings that only describe a table, or say when it is late, are no part of it.
  fileprivate var definition: String {
    [
      materialized.rawValue, strategy?.rawValue ?? "", newRowsFrom.map(\.description).joined(separator: ","),
      uniqueKey.joined(separator: ","), newestBy.joined(separator: ","), partitionBy.joined(separator: ","),
      matchedBy ?? "", balanceWith?.description ?? "none",
    ].joined(separator: "\n")
  }
}
