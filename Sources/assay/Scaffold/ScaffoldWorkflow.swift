/// The state machine of a first project, and its tests.
enum ScaffoldWorkflow {
  static let machine = """
    {
      "Comment": "A day: the tables are built, asked how many orders are paid, and a choice says whether the day is good.",
      "QueryLanguage": "JSONata",
      "StartAt": "Build",
      "States": {
        "Build": {
          "Type": "Task",
          "Resource": "arn:aws:states:::glue:startJobRun.sync",
          "Arguments": {"JobName": "all"},
          "Retry": [{"ErrorEquals": ["Glue.ConcurrentRunsExceededException"], "IntervalSeconds": 10, "MaxAttempts": 20}],
          "Catch": [{"ErrorEquals": ["States.ALL"], "Output": "{% $states.errorOutput %}", "Next": "The day failed"}],
          "Next": "Ask"
        },
        "Ask": {
          "Type": "Task",
          "Resource": "arn:aws:states:::athena:startQueryExecution.sync",
          "Arguments": {"QueryString": "select coalesce(sum(orders), 0) as paid from gold.sales_daily"},
          "Next": "Read"
        },
        "Read": {
          "Type": "Task",
          "Resource": "arn:aws:states:::athena:getQueryResults",
          "Arguments": {"QueryExecutionId": "{% $states.input.QueryExecution.QueryExecutionId %}"},
          "Output": {"paid": "{% $number($states.result.ResultSet.Rows[1].Data[0].VarCharValue) %}"},
          "Next": "Is it enough"
        },
        "Is it enough": {
          "Type": "Choice",
          "Choices": [{"Condition": "{% $states.input.paid > 0 %}", "Next": "The day is good"}],
          "Default": "Nothing was paid"
        },
        "The day is good": {"Type": "Succeed"},
        "Nothing was paid": {"Type": "Fail", "Error": "Shop.NothingPaid", "Cause": "no order is paid"},
        "The day failed": {"Type": "Fail", "Error": "{% $states.input.Error %}", "Cause": "{% $states.input.Cause & '' %}"}
      }
    }

    """

  static let tests = """
    {
      "workflow": "daily",
      "tests": [
        {
          "name": "a busy job is tried again, and a paid order makes a good day",
          "mocks": {
            "Build": [{"error": "Glue.ConcurrentRunsExceededException"}, {"result": {}, "seconds": 60}],
            "Ask": {"result": {"QueryExecution": {"QueryExecutionId": "q"}}},
            "Read": {"result": {"ResultSet": {"Rows": [{"Data": []}, {"Data": [{"VarCharValue": "4"}]}]}}}
          },
          "expect": {"status": "SUCCEEDED", "output": {"paid": 4}, "seconds": 70}
        },
        {
          "name": "a day without a paid order fails",
          "mocks": {
            "Build": {"result": {}},
            "Ask": {"result": {"QueryExecution": {"QueryExecutionId": "q"}}},
            "Read": {"result": {"ResultSet": {"Rows": [{"Data": []}, {"Data": [{"VarCharValue": "0"}]}]}}}
          },
          "expect": {"status": "FAILED", "error": "Shop.NothingPaid"}
        },
        {
          "name": "a build that fails ends the day with its error",
          "mocks": {"Build": [{"error": "States.TaskFailed", "cause": "bronze.orders failed"}]},
          "expect": {"status": "FAILED", "error": "States.TaskFailed", "cause": "bronze.orders failed"}
        }
      ]
    }

    """
}
