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
}
