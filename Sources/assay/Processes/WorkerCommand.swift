import ArgumentParser
import Clocks
import Foundation
import LocalOperations
import Runs
import Words

/// Carries out one execution. `assay run` and the dashboard start it, in a session of its own.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Carry out one execution (started by assay run).", shouldDisplay: false)

  @OptionGroup var project: ProjectOptions

  @Option(name: .long, help: "The moment the worker's clock starts at.")
  var clock: MomentArgument?

  @Flag(name: .long, help: "Its worker is gone: only tell those who want to hear of its end.")
  var lost = false

  @Argument var execution: String

  /// How far a worker stands back (`nice`) when others want the processor: a key pressed in a dashboard is answered first.
  private static let niceness: Int32 = 5

  func run() throws {
    // Threads take it over from the one that starts them. Where it is refused, the worker runs as any other program.
    _ = nice(Self.niceness)
    let start = clock.map { ShiftedClock(startingAt: $0.date()) as any WallClock }
    let id = ExecutionID(execution)
    let local = try project.open(for: .working, clock: start).asRun(by: id)
    if lost { return try LineageTelling(LocalOperations(local)).tell(of: id) }
    let worker = ExecutionWorker(workspace: local.workspace, journal: local.journal, execution: id) {
      _exit(ExitStatus.bad.rawValue)
    }
    let signals = SignalWatch([SIGTERM, SIGINT]) { _ in worker.requestStop() }
    defer { signals.end() }
    do {
      let status = try worker.run(with: try local.makeCompute())
      do {
        try LineageTelling(LocalOperations(local)).tell(of: id)
      } catch {
        // The run is over, and as it is; whoever reads the worker's log learns of this.
        Console.standard.complain("OpenLineage events were not told: \(error)")
      }
      if status != .succeeded { throw ExitStatus.bad }
    } catch let status as ExitStatus {
      throw status
    } catch let error as RunError where error.error == .notRunning {
      // It is another worker's, which must not be told that its execution ended.
      throw error
    } catch {
      // Nobody reads what this process prints, so the execution itself has to say why it did not begin.
      try local.journal.finishExecution(id, as: .failed, error: .notStarted, cause: Failure(error).text)
      throw error
    }
  }
}
