/// What a command could not do, in words for a person: what happened, where, and what to do about it.
struct Failure: Error, CustomStringConvertible {
  let status: ExitStatus
  let text: String
  var description: String { text }

  init(_ status: ExitStatus, _ text: String) {
    self.status = status
    self.text = text
  }

  static func usage(_ text: String) -> Failure { Failure(.usage, text) }
}
