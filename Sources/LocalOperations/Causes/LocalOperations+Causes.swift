import Foundation
import Ledger
import Operations
import Words

extension LocalOperations: CauseReading {
  package func why(_ subject: CauseSubject, asOf: Date?) throws -> CauseReport {
    try translated {
      try refusePast(asOf, "why a table is late is told by the bookmarks and the lake as they stand")
      var walk = try CauseWalk(self)
      try walk.begin(subject)
      walk.noteObstacles(subject)
      return walk.report(on: subject)
    }
  }

  package func subject(named name: String) throws -> CauseSubject {
    try translated {
      if project.tables.contains(where: { $0.description == name || $0.name == name }) {
        return .table(try project.table(named: name).description)
      }
      let (alarms, schedules) = (project.alarms.map(\.definition.name), project.schedules.map(\.name))
      if alarms.contains(name) { return .alarm(name) }
      if schedules.contains(name) { return .schedule(name) }
      let hint = NearestName.hint(for: name, among: project.tables.map(\.description) + alarms + schedules)
      throw OperationsError.notFound("there is no table, alarm, schedule or execution \(name)\(hint)")
    }
  }
}
