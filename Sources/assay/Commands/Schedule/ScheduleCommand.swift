import ArgumentParser

struct ScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "When things start by themselves.",
    discussion: """
      The files of the folder schedules say what starts when. Nothing starts unless a scheduler runs: assay schedule \
      run, best as a service (assay schedule unit).
      """,
    subcommands: [
      List.self, History.self, Next.self, Pause.self, Resume.self, Fire.self, Run.self, Unit.self,
    ])
}
