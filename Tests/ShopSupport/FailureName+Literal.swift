import Words

/// Tests compare with the names as users see them.
extension FailureName: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self.init(rawValue: value) }
}
