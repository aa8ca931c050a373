import ArgumentParser

/// The root of the command line.
struct AssayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "The operator's terminal for medallion data pipelines.",
    discussion: """
      Runs a Bronze, Silver, Gold pipeline described by the files of one folder, watches it, and shows its results. \
      Without a command it opens the dashboard, or prints the status where there is no terminal.

      Start with:  assay demo          a whole shop with fourteen days of data
                   assay init DIR      a small project of your own

      Exit codes: 0 good; 1 what was asked about is bad (a run or a check failed, a table is too old, a file is \
      invalid); 2 wrong usage or input that cannot be read; 3 an engine, a file or a service is missing; \
      130 interrupted.
      """,
    version: "assay " + Version.current,
    groupedSubcommands: [
      CommandGroup(
        name: "Start", subcommands: [DemoCommand.self, InitCommand.self, SampleCommand.self, ValidateCommand.self]),
      CommandGroup(
        name: "Run",
        subcommands: [
          RunCommand.self, StopCommand.self, MarkCommand.self, BackfillCommand.self, RunsCommand.self, LogsCommand.self,
          ScheduleCommand.self,
          WorkflowCommand.self,
        ]),
      CommandGroup(
        name: "Look",
        subcommands: [
          StatusCommand.self, WhyCommand.self, EventsCommand.self, QualityCommand.self, TableCommand.self,
          QueryCommand.self, WarehouseCommand.self, LakeCommand.self, CrawlCommand.self,
          ReportCommand.self,
          MetricsCommand.self, AlarmsCommand.self, BookmarkCommand.self, SourceCommand.self,
        ]),
      CommandGroup(
        name: "This machine", subcommands: [EngineCommand.self, DoctorCommand.self, CompletionCommand.self]),
      CommandGroup(
        name: "Internal",
        subcommands: [
          WorkerCommand.self, FunctionCommand.self, ReaderCommand.self, PictureCommand.self,
        ]),
    ])

  @OptionGroup var project: ProjectOptions

  @Flag(name: .long, help: "Open the dashboard for looking only; ASSAY_READONLY does the same.")
  var readOnly = false

  func run() throws {
    let dashboard = DashboardOpening(console: .standard, isReadOnly: readOnly)
    // Without a screen only a report is printed.
    let works = !dashboard.isReadOnly && dashboard.isPossible
    let operations = try project.dashboardOperations(for: works ? .workingIfPossible : .looking)
    if let code = try dashboard.open(operations, working: works ? operations : nil) { throw ExitCode(code) }
    try StatusCommand.report(operations, json: false)
  }
}
