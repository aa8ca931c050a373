import Canvas
import Foundation
import Interaction
import Operations

/// Why a screen is asked what it wants to know.
enum Reason: Sendable {
  /// It has just come up.
  case appeared
  /// Something changed in the data.
  case changed
  /// A second has passed, or an answer has come.
  case ticked
  /// The person wants everything anew.
  case forced
}

/// One kind of data of a screen: the newest answer, how old it is, and what is under way.
struct Feed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private(set) var key: Key?
  private(set) var value: Value?
  private(set) var problem: OperationsError?
  /// When the value was asked for: what its age is counted from.
  private(set) var takenAt: Date?
  private var askedAt: Date?
  private var token: Int64?
  private var definitions = 0
  private(set) var isUnderWay = false
  private var isOutdated = false
  private let changesWithTime: Bool
  private let keepsOldKey: Bool

  static var retryPause: TimeInterval { 5 }
  static var longestAge: TimeInterval { 60 }

  /// - Parameters:
  ///   - changesWithTime: asked again each minute, as when it tells how late something is.
  ///   - keepsOldKey: the value of the key before stays until the new one comes; for values that name their key.
  init(changesWithTime: Bool = false, keepsOldKey: Bool = false) {
    self.changesWithTime = changesWithTime
    self.keepsOldKey = keepsOldKey
  }

  /// Whether to ask now; if so, counts as asked. While an answer is awaited changes are noted, and asked for after it:
  /// asking anew each second could leave slow answers for ever unread.
  mutating func isDue(_ key: Key, _ reason: Reason, _ desk: Desk) -> Bool {
    if self.key != key { return begin(key, desk) }
    if isUnderWay, reason != .forced {
      isOutdated = isOutdated || reason == .changed
      return false
    }
    return isWorthIt(reason, desk) && begin(key, desk)
  }

  private func isWorthIt(_ reason: Reason, _ desk: Desk) -> Bool {
    // By other definitions the same question has another answer, whether or not data moved.
    if definitions != desk.identity.definitions { return true }
    switch reason {
    case .changed, .forced: return true
    case .appeared: return value == nil || token != desk.token || isTimely(desk)
    case .ticked: return isOutdated || isTimely(desk)
    }
  }

  private func isTimely(_ desk: Desk) -> Bool {
    guard let askedAt else { return true }
    let waited = desk.now.timeIntervalSince(askedAt)
    if problem != nil { return waited >= Self.retryPause }
    return changesWithTime && waited >= Self.longestAge
  }

  private mutating func begin(_ key: Key, _ desk: Desk) -> Bool {
    if self.key != key {
      if !keepsOldKey { (value, takenAt) = (nil, nil) }
      problem = nil
    }
    self.key = key
    (isUnderWay, isOutdated) = (true, false)
    (askedAt, token, definitions) = (desk.now, desk.token, desk.identity.definitions)
    return true
  }

  /// Takes an answer; false when it is for something no longer wanted.
  @discardableResult
  mutating func take(_ key: Key, _ answer: Answer<Value>) -> Bool {
    guard self.key == key else { return false }
    isUnderWay = false
    switch answer {
    case .success(let value):
      self.value = value
      (takenAt, problem) = (askedAt, nil)
    case .failure(let error): problem = error
    }
    return true
  }

  /// Asks a question where it is due.
  mutating func ask(
    _ question: Question<Key, Value>, _ key: Key, _ reason: Reason, _ desk: Desk, in slot: Slot
  ) -> Effects {
    isDue(key, reason, desk) ? [desk.fetch(question, key, in: slot)] : []
  }

  /// Takes an answer to its question; the new value, where it is one.
  @discardableResult
  mutating func take(_ arrival: Arrival, of question: Question<Key, Value>) -> Value? {
    guard let (key, answer) = arrival.answer(to: question), take(key, answer) else { return nil }
    return answer.value
  }

  /// There is more than the newest answer holds: asked for at the next tick.
  mutating func markOutdated() { isOutdated = true }
}

/// How the data of a pane is, for its look.
enum PaneCondition: Hashable, Sendable {
  case loading
  case failed(String)
  case denied(String)
  /// What was asked for does not exist.
  case missing(String)
  /// Gold has never been built, and what to press.
  case unbuilt(advice: String)
  /// Ages are coarse: `now`, `3 min`.
  case fresh(age: String)
  /// Older than it should be, and why; without a reason where the whole dashboard has one, which the frame tells.
  case stale(age: String, reason: String?)
}

extension Feed {
  func condition(_ desk: Desk) -> PaneCondition {
    if case .refused(let reason) = problem { return .denied(reason) }
    guard value != nil, let takenAt else {
      if case .notFound(let text) = problem { return .missing(text) }
      if case .missing = problem { return .missing(problem?.description ?? "") }
      return problem.map { .failed($0.description) } ?? .loading
    }
    let age = AgeText.coarse(desk.now.timeIntervalSince(takenAt))
    if desk.lookProblem != nil { return .stale(age: age, reason: nil) }
    return problem.map { .stale(age: age, reason: $0.description) } ?? .fresh(age: age)
  }
}
