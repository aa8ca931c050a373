/// What tasks call that has a twin on this machine (issue: "Tasks that do something here"); all else runs on AWS only.
enum LocalTwin {
  /// `service:action`, without what follows the action's point.
  private static let actions: Set<String> = [
    "glue:startJobRun", "aws-sdk:glue:startCrawler", "aws-sdk:glue:getCrawler", "lambda:invoke",
    "athena:startQueryExecution", "aws-sdk:redshiftdata:executeStatement", "aws-sdk:redshiftdata:describeStatement",
    "aws-sdk:redshiftdata:batchExecuteStatement", "sns:publish", "events:putEvents", "states:startExecution",
    "aws-sdk:databasemigration:startReplicationTask", "dms:startReplicationTask", "s3:getObject", "s3:listObjectsV2",
    "aws-sdk:s3:getObject", "aws-sdk:s3:listObjectsV2",
  ]

  static func exists(for resource: TaskResource) -> Bool {
    switch resource.surface {
    case .function: true
    case .activity: false
    case .service(let service, let action): actions.contains(service + ":" + action.prefix { $0 != "." })
    }
  }
}
