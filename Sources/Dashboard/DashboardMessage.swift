import Canvas
import Interaction
import Operations

/// What reaches the dashboard from timers, background work and dialogs. Its content is the dashboard's own business.
package struct DashboardMessage: Sendable {
  let event: DashboardEvent
  init(_ event: DashboardEvent) { self.event = event }
}

typealias Effects = [Effect<DashboardMessage>]
typealias Answer<Value: Sendable> = Result<Value, OperationsError>

enum DashboardEvent: Sendable {
  /// Time to look whether anything changed.
  case look
  case looked(Answer<Int64>)
  /// A look has not come back for a while.
  case lookIsOverdue
  case arrived(Arrival)
  case go(Destination)
  case planned(Answer<RunPlan>)
  case start(RunRequest)
  case started(Answer<String>)
  case act(Deed)
  case acted(Deed, Answer<String>)
  case export(ExportForm)
  case exported(Answer<String>)
  case use(Theme)
  case themes(Answer<FoundThemes>)
  /// For a palette that was opened before they were found.
  case themesKnown([Theme])
}

extension Result where Failure == OperationsError, Success: Sendable {
  /// The answer of a call, whatever it throws told as an `OperationsError`.
  init(asking call: () throws -> Success) {
    do {
      self = .success(try call())
    } catch let error as OperationsError {
      self = .failure(error)
    } catch {
      self = .failure(.failed("\(error)"))
    }
  }

  var value: Success? { if case .success(let value) = self { value } else { nil } }
}

extension Effect where Message == DashboardMessage {
  static func go(_ place: Destination) -> Self { .send(DashboardMessage(.go(place)), to: .here) }
}
