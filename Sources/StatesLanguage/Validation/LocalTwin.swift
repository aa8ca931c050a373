/// What tasks call that has a twin on this machine (issue: "Tasks that do something here"); all else runs on AWS only.
enum LocalTwin {
  /// `service:action`, without what follows the action's point.
  private static let actions: Set<String> = [
    "glue:startJobRun", "aws-sdk:glue:startJobRun", "aws-sdk:glue:getJobRun", "aws-sdk:glue:startCrawler",
    "aws-sdk:glue:getCrawler", "lambda:invoke", "aws-sdk:lambda:invoke",
    "athena:startQueryExecution", "athena:getQueryExecution", "athena:getQueryResults",
    "aws-sdk:athena:startQueryExecution", "aws-sdk:athena:getQueryExecution", "aws-sdk:athena:getQueryResults",
    "sns:publish", "aws-sdk:sns:publish", "events:putEvents", "aws-sdk:eventbridge:putEvents", "states:startExecution",
    "aws-sdk:sfn:startExecution", "aws-sdk:databasemigration:startReplicationTask", "dms:startReplicationTask",
    "redshiftdata:executeStatement", "redshiftdata:batchExecuteStatement", "redshiftdata:describeStatement",
    "redshiftdata:getStatementResult", "aws-sdk:redshiftdata:executeStatement",
    "aws-sdk:redshiftdata:batchExecuteStatement", "aws-sdk:redshiftdata:describeStatement",
    "aws-sdk:redshiftdata:getStatementResult",
    "s3:getObject", "s3:listObjectsV2", "aws-sdk:s3:getObject", "aws-sdk:s3:listObjectsV2",
  ]

  /// What gives a distributed Map its items; the last is this machine's own.
  private static let readers: Set<String> = [
    "s3:getObject", "s3:listObjectsV2", "athena:startQueryExecution",
  ]

  static func readsItems(_ resource: TaskResource) -> Bool { readers.contains(plain(resource)) }
  static func writesResults(_ resource: TaskResource) -> Bool { plain(resource) == "s3:putObject" }

  private static func plain(_ resource: TaskResource) -> String {
    guard case .service(let service, let action) = resource.surface else { return "" }
    return service.replacing("aws-sdk:", with: "") + ":" + action.prefix { $0 != "." }
  }

  static func exists(for resource: TaskResource) -> Bool {
    switch resource.surface {
    // Nothing here would send a task's token back.
    case _ where resource.pattern == .callback: false
    case .function: true
    case .activity: false
    case .service(let service, let action): actions.contains(service + ":" + action.prefix { $0 != "." })
    }
  }
}
