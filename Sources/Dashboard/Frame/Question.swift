import Operations

/// Something screens can ask for, and how. Declared beside the screen that asks first:
///
///     extension Question where Key == String, Value == ExecutionDetail {
///       static var execution: Self { Question("execution") { try $0.running.execution($1) } }
///     }
///
/// Every open screen hears of an answer, so two screens of one question share what either asked.
struct Question<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// Tells questions apart whose types are the same.
  let name: String
  /// Blocks; called on a background thread.
  let ask: @Sendable (any EnvironmentReading, Key) throws -> Value

  init(_ name: String, _ ask: @escaping @Sendable (any EnvironmentReading, Key) throws -> Value) {
    self.name = name
    self.ask = ask
  }
}

/// The key of a question about the environment as a whole.
struct Whole: Hashable, Sendable {}

/// An answer on its way to the screens, with what it answers, so that a screen can tell its own.
struct Arrival: Sendable {
  private struct Content<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    let key: Key
    let answer: Answer<Value>
  }
  private let question: String
  private let content: any Sendable

  init<Key, Value>(_ question: Question<Key, Value>, _ key: Key, _ answer: Answer<Value>) {
    self.question = question.name
    content = Content(key: key, answer: answer)
  }

  /// What it says to a question, and for which key; nil when it answers another.
  func answer<Key, Value>(to question: Question<Key, Value>) -> (key: Key, answer: Answer<Value>)? {
    guard question.name == self.question, let content = content as? Content<Key, Value> else { return nil }
    return (content.key, content.answer)
  }
}
