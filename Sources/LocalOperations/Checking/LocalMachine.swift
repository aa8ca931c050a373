import Clocks
import Crawling
import Foundation
import Operations
import Rows
import Runs
import StatesLanguage

/// This machine, asked without a project.
package struct LocalMachine: MachineReading {
  let variables: [String: String]
  /// Of the projects that named files are in; nil: each project's own.
  let environment: String?
  let clock: any WallClock

  package init(variables: [String: String], environment: String? = nil, clock: any WallClock = SystemClock()) {
    (self.variables, self.environment, self.clock) = (variables, environment, clock)
  }

  package func findings() -> [Finding] { EngineExamination().findings() }

  package func stateMap(ofMachine definition: String) throws -> StateMap {
    do throws(InvalidMachine) {
      return StateMap(try MachineDefinition(parsing: definition))
    } catch {
      throw OperationsError.invalid(error.problems.first { $0.severity == .error }?.message ?? "the machine is invalid")
    }
  }

  package func beginnings(at path: String, leavingOut folders: [String]) throws -> [FileSample] {
    do throws(RunError) {
      return try FolderSamples.of(path, leavingOut: folders)
    } catch {
      throw OperationsError.invalid(error.cause)
    }
  }

  package func tableHistory(at path: String, limit: Int) throws -> TableHistory {
    try FolderTable(path: path).history(limit: limit)
  }

  package func rows(ofTableAt path: String, at moment: TableMoment, limit: Int?, to sink: inout some RowSink) throws {
    try FolderTable(path: path).rows(at: moment, limit: limit, to: &sink)
  }
}
