import Operations
import Words

/// The executions read so far, newest first, and what there is to read next. Pages grow while a filter looks for rows.
struct ExecutionPages: Sendable {
  private(set) var rows: [ExecutionSummary] = []
  /// Whether older ones may exist.
  private(set) var hasMore = true
  /// Only these are read.
  private(set) var narrowing = Narrowing()

  /// What of a filter the journal can look for by itself, so that it need not be read to the end.
  struct Narrowing: Hashable, Sendable {
    var status: ExecutionStatus?
    var words: [String] = []
    var withoutWords: [String] = []
  }

  static let firstPage = 200
  static let searchPage = 2000
  /// Read at most, so that memory stays bounded; older ones are found by narrowing.
  static let most = 6_000

  var first: ExecutionQuery { query(limit: Self.firstPage) }

  private func query(limit: Int, before: String? = nil) -> ExecutionQuery {
    var query = ExecutionQuery(status: narrowing.status, limit: limit, before: before)
    (query.words, query.withoutWords) = (narrowing.words, narrowing.withoutWords)
    return query
  }

  /// The next older page; nil when there is none.
  func next(isSearching: Bool) -> ExecutionQuery? {
    guard hasMore, let last = rows.last, rows.count < Self.most else { return nil }
    return query(limit: isSearching ? Self.searchPage : Self.firstPage, before: last.id)
  }

  /// Starts over with another narrowing; false when it is the same.
  mutating func narrow(to narrowing: Narrowing) -> Bool {
    guard narrowing != self.narrowing else { return false }
    self = ExecutionPages()
    self.narrowing = narrowing
    return true
  }

  mutating func take(_ query: ExecutionQuery, _ page: [ExecutionSummary]) {
    guard Narrowing(status: query.status, words: query.words, withoutWords: query.withoutWords) == narrowing else {
      return
    }
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
