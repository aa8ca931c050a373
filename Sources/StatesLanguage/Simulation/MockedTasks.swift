import JSON

/// Tasks that answer what a file says, by the state's name.
package struct MockedTasks: TaskRunner, Sendable {
  private var answers: [String: Answers] = [:]
  private var calls: [String: Int] = [:]

  enum Answers: Sendable, Hashable {
    /// To every call the same.
    case always(PlannedAnswer)
    /// One after the other; nil: there is none for that call.
    case each([PlannedAnswer?])

    func answer(_ call: Int) -> PlannedAnswer? {
      switch self {
      case .always(let answer): answer
      case .each(let answers): call < answers.count ? answers[call] : nil
      }
    }

    var count: Int? { if case .each(let answers) = self { answers.count } else { nil } }
  }

  package init() {}

  init(_ answers: [String: Answers]) { self.answers = answers }

  /// The states that have answers.
  package var states: Set<String> { Set(answers.keys) }

  /// States with answers that were never asked for, with how many.
  package var unused: [(state: String, count: Int)] {
    answers.keys.sorted().compactMap { state in
      guard let count = answers[state]?.count else { return calls[state] == nil ? (state, 1) : nil }
      let rest = count - calls[state, default: 0]
      return rest > 0 ? (state, rest) : nil
    }
  }

  package mutating func answer(_ request: TaskRequest) throws(MissingAnswer) -> PlannedAnswer {
    // Where the results of a Map would be written is told, and nothing is.
    if request.purpose == .results { return PlannedAnswer(.result(Self.written(request))) }
    let call = calls[request.state, default: 0]
    calls[request.state] = call + 1
    if let answer = answers[request.state]?.answer(call) { return answer }
    throw MissingAnswer(state: request.state, description: missing(request, call))
  }

  private func missing(_ request: TaskRequest, _ call: Int) -> String {
    let what = request.purpose == .items ? "reading the items of" : "the task"
    if answers[request.state] == nil {
      return "\(what) “\(request.state)” (\(request.resource.text)) has no answer: the mocks do not name this state"
    }
    return "\(what) “\(request.state)” was called \(call + 1) times, and the mocks have \(call) answers"
      + " (an answer that is no list is given to every call)"
  }

  private static func written(_ request: TaskRequest) -> JSONValue {
    let place = request.input["Parameters"]
    return [
      "MapRunArn": request.input["MapRunArn"] ?? .null,
      "ResultWriterDetails": [
        "Bucket": place?["Bucket"] ?? "", "Key": .string((place?["Prefix"]?.stringValue ?? "") + "/manifest.json"),
      ],
    ]
  }
}
