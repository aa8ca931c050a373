import Web

/// What a request meets at a stand-in of a service.
package enum ServiceFault: Sendable {
  case answer(WebAnswer)
  case noAnswer(WebFailure.Reason)
  /// It is done, and nobody is told.
  case lostAnswer(WebFailure.Reason)
  case doneThen(WebAnswer)
}

extension ServiceFault? {
  /// What whoever sent a request is told; nil lets the service answer.
  package func meet(
    _ request: WebRequest, _ answer: (WebRequest) -> WebAnswer
  ) throws(WebFailure) -> WebAnswer {
    switch self {
    case .answer(let told): return told
    case .noAnswer(let reason): throw WebFailure(reason, request.address)
    case .lostAnswer(let reason):
      _ = answer(request)
      throw WebFailure(reason, request.address)
    case .doneThen(let told):
      _ = answer(request)
      return told
    case nil: return answer(request)
    }
  }
}
