import JSON
import StatesLanguage

/// Who does the tasks of which service. A further service is a type of its own and a line here, and one in `LocalTwin`.
package struct TaskTwins: Sendable {
  private let twins: [String: any TaskTwin]
  private let items: ItemTwin
  private let results: ResultTwin

  init(_ place: TwinPlace) {
    let (functions, jobs, objects) = (FunctionTwin(place: place), JobTwin(place: place), ObjectTwin(place: place))
    let queries = QueryTwin(place: place)
    items = ItemTwin(objects: objects, queries: queries)
    results = ResultTwin(objects: objects)
    twins = [
      "crawler": CrawlerTwin(place: place), "lambda": functions, "aws-sdk:lambda": functions, "glue": jobs,
      "aws-sdk:glue": jobs,
      "databasemigration": jobs, "dms": jobs, "aws-sdk:databasemigration": jobs,
      "athena": queries, "aws-sdk:athena": queries,
      "sns": MessageTwin(place: place), "aws-sdk:sns": MessageTwin(place: place),
      "events": MessageTwin(place: place), "aws-sdk:eventbridge": MessageTwin(place: place),
      "states": ExecutionTwin(place: place), "aws-sdk:sfn": ExecutionTwin(place: place),
      "s3": objects, "aws-sdk:s3": objects,
      "redshiftdata": StatementTwin(place: place), "aws-sdk:redshiftdata": StatementTwin(place: place),
    ]
  }

  func perform(_ task: StateTask) throws -> JSONValue {
    let resource = task.request.resource
    guard resource.pattern != .callback else {
      throw StateFailure(
        error: "States.Runtime", cause: "\(resource.text) waits for a task token, which nothing here would send back.")
    }
    switch task.request.purpose {
    case .items: return try items.perform(task)
    case .results: return try results.perform(task)
    case .task: break
    }
    switch resource.surface {
    case .function:
      if let twin = twins["lambda"] { return try twin.perform(task) }
    case .service("glue", _), .service("aws-sdk:glue", _):
      // Glue has jobs and crawlers.
      let isCrawler = CrawlerTwin.actions.contains(task.action ?? "")
      if let twin = twins[isCrawler ? "crawler" : "glue"] { return try twin.perform(task) }
    case .service(let service, _):
      if let twin = twins[service] { return try twin.perform(task) }
    case .activity: break
    }
    throw Self.missing(task)
  }

  static func missing(_ task: StateTask) -> StateFailure {
    StateFailure(
      error: "States.Runtime",
      cause: "The resource \(task.request.resource.text) of the state '\(task.request.state)' runs on AWS only.")
  }
}
