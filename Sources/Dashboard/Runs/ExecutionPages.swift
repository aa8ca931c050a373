import Operations

/// The executions read so far, newest first, and what there is to read next. Pages grow while a filter looks for rows.
struct ExecutionPages: Sendable {
  private(set) var rows: [ExecutionSummary] = []
  /// Whether older ones may exist.
  private(set) var hasMore = true
  /// Only those of one status are read.
  private(set) var status: String?

  static let firstPage = 200
  static let searchPage = 2000
  /// Read at most, so that memory stays bounded; older ones are found by narrowing to a status.
  static let most = 20_000

  var first: ExecutionQuery { ExecutionQuery(status: status, limit: Self.firstPage) }

  /// The next older page; nil when there is none.
  func next(isSearching: Bool) -> ExecutionQuery? {
    guard hasMore, let last = rows.last, rows.count < Self.most else { return nil }
    return ExecutionQuery(status: status, limit: isSearching ? Self.searchPage : Self.firstPage, before: last.id)
  }

  /// Starts over with another status; false when it is the same.
  mutating func narrow(to status: String?) -> Bool {
    guard status != self.status else { return false }
    self = ExecutionPages()
    self.status = status
    return true
  }

  mutating func take(_ query: ExecutionQuery, _ page: [ExecutionSummary]) {
    guard query.status == status else { return }
    if query.before == nil { merge(page, query) } else { append(page, query) }
  }

  private mutating func append(_ page: [ExecutionSummary], _ query: ExecutionQuery) {
    guard query.before == rows.last?.id else { return }
    rows += page
    hasMore = page.count >= query.limit
  }

  /// The newest page over what is known. Where both do not meet, what is known is too old to keep.
  private mutating func merge(_ page: [ExecutionSummary], _ query: ExecutionQuery) {
    let known = Set(page.map(\.id))
    let isWhole = page.count < query.limit
    guard let meeting = rows.firstIndex(where: { $0.id == page.last?.id }), !isWhole else {
      rows = page
      hasMore = !isWhole
      return
    }
    rows = page + rows[(meeting + 1)...].filter { !known.contains($0.id) }
  }
}
