import Clocks
import Engine
import Fetching
import Foundation
import Journal
import Lake
import Ledger
import Metrics
import Operations
import Project
import Reading
import Synchronization
import Watch
import Words

/// One environment of one project on this machine, opened: its definitions, its journal, and an engine when one is needed.
package final class LocalEnvironment: Sendable {
  package let workspace: Workspace
  package let journal: any RunLedger
  /// The project's alarms as their files stand now.
  package let liveAlarms: LiveAlarms
  /// Why the project cannot be used as it stands, where its definitions are those of an execution instead.
  package let obstacles: [Problem]
  let variables: [String: String]
  let network: NetworkFiles
  private let purpose: Purpose
  let library = Mutex<EngineLibrary?>(nil)

  /// What the environment is opened for.
  package enum Purpose: Sendable {
    /// To run, stop or change something: the journal is made, or brought up to date, and written to.
    case working
    /// To look: nothing is written to the project's folder, whoever it belongs to.
    case looking
    /// To work where that is possible, else to look.
    case workingIfPossible
  }

  /// For how long what a bucket answered counts, for who looks: screens ask whenever the journal changed, which during a run is
  /// each second, and may be this much late.
  private static let lookingAge = Duration.seconds(4)

  /// Reads the project and opens the journal. Throws `OpenFailure`.
  ///
  /// - Parameters:
  ///   - kept: its definitions as an execution ran them, in place of those in the folder.
  ///   - obstacles: what is wrong with those in the folder, where they stand in for them.
  package init(
    folder: String, environment: String?, variables: [String: String], clock: any WallClock,
    for purpose: Purpose = .working, kept: [String: String]? = nil, obstacles: [Problem] = []
  ) throws {
    let loading = ProjectDefinition.load(folder: folder, environment: environment, variables: variables, kept: kept)
    guard let project = loading.project else { throw OpenFailure.invalidProject(loading.problems) }
    network = NetworkFiles(environment: variables, clock: clock)
    workspace = Workspace(
      project: project, clock: clock,
      store: network.store(of: project.environment, remembering: purpose == .working ? nil : Self.lookingAge),
      remoteFiles: network)
    liveAlarms = LiveAlarms(project)
    journal = try Self.journal(project.environment.journalPath, clock, purpose)
    self.variables = variables
    self.purpose = purpose
    self.obstacles = obstacles
  }

  /// The same by its definitions as they stand now.
  package func reopened() throws -> LocalEnvironment {
    try LocalEnvironment(
      folder: project.folder, environment: project.environment.name, variables: variables, clock: clock, for: purpose)
  }

  private static func journal(_ path: String, _ clock: any WallClock, _ purpose: Purpose) throws(JournalError)
    -> any RunLedger
  {
    switch purpose {
    case .working: return try Journal(path: path, clock: clock)
    case .looking: return try Journal(lookingAt: path, clock: clock)
    case .workingIfPossible:
      do {
        return try Journal(path: path, clock: clock)
      } catch {
        switch error {
        case .notWritable, .diskFull: return try Journal(lookingAt: path, clock: clock)
        default: throw error
        }
      }
    }
  }

  /// The same with the definitions that an execution ran before, where it ran any and they were kept: it goes on by those.
  package func asRun(by execution: ExecutionID) throws -> LocalEnvironment {
    guard let kept = try journal.definitionTexts(of: execution) else { return self }
    return try LocalEnvironment(
      folder: project.folder, environment: project.environment.name, variables: variables, clock: clock, kept: kept)
  }

  package var identity: EnvironmentIdentity {
    EnvironmentIdentity(
      project: project.name, environment: project.environment.name, isProtected: project.environment.isProtected,
      engine: Self.engineName, account: "this machine", timeZone: project.timeZone)
  }

  package var project: ProjectDefinition { workspace.project }
  package var clock: any WallClock { workspace.clock }
}

extension LocalEnvironment {
  /// The door to rows for whoever runs this program, with an engine instance of its own.
  ///
  /// - Parameter group: as whose its queries are counted; nil: they are not.
  package func reading(counting group: QueryMetrics.WorkGroup? = nil) throws -> RowReading {
    guard let group else { return RowReading(try session(), for: .owner) }
    let notes = QueryNotes(group, self)
    return RowReading(try session(), for: .owner, telling: notes.take)
  }
}

/// Figures of the queries of somebody who looks. Where the journal is another user's, of another schema, or cannot be written
/// to, they are lost: an answer is worth more than its being counted.
private final class QueryNotes {
  private let group: QueryMetrics.WorkGroup
  private let local: LocalEnvironment
  private lazy var journal: Journal? = open()

  init(_ group: QueryMetrics.WorkGroup, _ local: LocalEnvironment) { (self.group, self.local) = (group, local) }

  func take(_ run: QueryRun) {
    let figures = QueryMetrics(group, environment: local.project.environment.name, at: local.clock.now())
    do {
      try journal?.put(figures.ran(bytes: run.bytes, seconds: run.seconds, succeeded: run.succeeded))
    } catch { journal = nil }
  }

  private func open() -> Journal? {
    // Why not, nobody needs to know who asked for rows.
    do { return try Journal(notingIn: local.project.environment.journalPath, clock: local.clock) } catch { return nil }
  }
}

/// Why a project cannot be opened.
package enum OpenFailure: Error, Sendable {
  case invalidProject([Problem])

  /// Its errors, those of project.yml first: what is wrong there makes much else wrong.
  var errors: [Problem] {
    guard case .invalidProject(let problems) = self else { return [] }
    let errors = problems.filter { $0.severity == .error }
    return errors.filter { $0.file == ProjectDefinition.fileName }
      + errors.filter { $0.file != ProjectDefinition.fileName }
  }
}
