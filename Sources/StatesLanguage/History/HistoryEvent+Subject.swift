extension HistoryEvent {
  /// The state or iteration an event is about, or the error it tells; nil where the type says it all.
  package var subject: String? {
    switch detail {
    case .stateEntered(_, let name, _), .stateExited(_, let name, _, _): name
    case .executionFailed(let failure), .executionTimedOut(let failure), .executionAborted(let failure): failure.error
    case .task(let resource, .scheduled): resource.words
    case .task(_, .failed(let failure)), .task(_, .timedOut(let failure)): failure.error
    case .mapStarted(let length): "\(length) items"
    case .iteration(_, let name, let index): "\(name) [\(index)]"
    case .mapRun(_, _, let failure): failure?.error
    case .evaluationFailed(let failure, let state, let location): "\(state) \(location): \(failure.error ?? "")"
    default: nil
    }
  }
}
