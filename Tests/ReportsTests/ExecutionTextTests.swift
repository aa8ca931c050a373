import Operations
import Testing

@testable import Reports

@Suite struct ExecutionTextTests {
  @Test("a failed execution shows steps cause and what to do") func aFailedExecutionShowsStepsCauseAndWhatToDo() {
    var page = Samples.page
    page.width = 120
    #expect(
      ExecutionText.lines(Samples.detail, page).picture == """
        20261121-061000-x7k2  ✖ FAILED  4.0 s · started 2026-11-21 06:10:00 · for 2026-11-21 · demo · 1 ok, 1 failed, 1 skipped

          step             status        read  written  rejected  duplicates  quality  version   took  message
          bronze.payments  ✖ FAILED         0        0         0           0        –        –   0 ms  Assay.SourceMissing
          silver.orders    ✔ SUCCEEDED  1,234    1,200         4          30    100 %       14  1.0 s  1,000 inserted
          gold.sales       – SKIPPED        –        –         –           –        –        –      –

        bronze.payments: Assay.SourceMissing
            payments: the file has not arrived

        its log: assay logs 20261121-061000-x7k2
        """)
  }

  @Test("a narrow page loses the lesser columns") func aNarrowPageLosesTheLesserColumns() {
    let lines = ExecutionText.lines(Samples.detail, Samples.page)
    #expect(lines[2].text == "  step             status        read  written  rejected   took  message")
    #expect(lines.allSatisfy { $0.width <= 80 })
  }

  @Test("executions are listed with their cause") func executionsAreListedWithTheirCause() {
    #expect(
      ExecutionsText.lines([Samples.execution], Samples.endless).picture == """
        execution             status    for         trigger  started               took  steps  cause
        20261121-061000-x7k2  ✖ FAILED  2026-11-21  demo     2026-11-21 06:10:00  4.0 s    1/3  payments: the file has not arrived
        """)
  }

  @Test("an execution of a workflow is listed by the workflow, with the sentence of what its service answered")
  func workflows() {
    var run = Samples.execution
    (run.workflow, run.trigger) = ("daily", .manual)
    run.cause = #"{"Id":"jr_1","Attempt":0,"JobRunState":"FAILED","ErrorMessage":"payments: no file yet"}"#
    #expect(
      ExecutionsText.lines([run], Samples.endless).picture == """
        execution             status    for         trigger        started               took  steps  cause
        20261121-061000-x7k2  ✖ FAILED  2026-11-21  daily, manual  2026-11-21 06:10:00  4.0 s    1/3  payments: no file yet
        """)
  }

  @Test(
    "the sentence of a service's answer is told where the service puts it, and any other text as it is",
    arguments: [
      (#"{"errorMessage":"no such file","errorType":"OSError"}"#, "no such file"),
      (#"{"QueryExecution":{"Status":{"State":"FAILED","StateChangeReason":"line 1: no table"}}}"#, "line 1: no table"),
      (#"{"ExecutionArn":"a","Status":"FAILED","Cause":"{\"ErrorMessage\":\"inner\"}"}"#, "inner"),
      (#"{"Status":"FAILED","Error":"Shop.Closed"}"#, "Shop.Closed"), (#"{"rows":7}"#, #"{"rows":7}"#),
      (#"{"ErrorMessage":7}"#, #"{"ErrorMessage":7}"#), ("{curly} words", "{curly} words"), ("", ""),
    ])
  func services(cause: String, told: String) {
    #expect(ServiceCause.told(cause) == told)
  }

  @Test("no executions say how to start one") func noExecutionsSayHowToStartOne() {
    #expect(ExecutionsText.lines([], Samples.page).picture == "No executions; start one: assay run")
  }

  @Test("a plan sums up what changes") func aPlanSumsUpWhatChanges() {
    var change = PlannedStep(
      name: "silver.orders", kind: .build, dependsOn: [], reason: "1 new file", willChange: true)
    change.version = 13
    change.rules = 12
    change.expectedSeconds = 1.1
    (change.engine, change.bytes) = ("Spark", 12_345_678)
    let stay = PlannedStep(
      name: "gold.dim_date", kind: .build, dependsOn: [], reason: "nothing new", willChange: false)
    var plan = RunPlan(
      request: RunRequest(), steps: [change, stay], dashboards: ["executive"], isProtected: true)
    plan.expectedSeconds = 1.1
    #expect(
      PlanText.lines(plan, Samples.page).picture == """
        plan · protected environment · nothing is run

          step           will    on       reads  version  rules  usually  because
          silver.orders  change  Spark  12.3 MB       13     12    1.1 s  1 new file
          gold.dim_date  stay    –            –        –      0        –  nothing new

        1 of 2 steps will change a table, 12 rules will judge, about 1.1 s of work
        dashboards that will change: executive
        """)
  }
}
