import Words

/// Who looks at rows. There is one kind today: whoever may open the project's folder owns what is in it. Grants, when they
/// come, are held against this value in `RowReading`, and nowhere else.
package enum Principal: Sendable, Hashable {
  case owner

  /// Why this principal may not see rows of the table; nil where it may.
  func refusal(of table: TableName) -> String? {
    switch self {
    case .owner: nil
    }
  }
}
