import Foundation
import Operations

extension LocalOperations: HandOverReading {
  package func handOver(since: Date, asOf: Date?) throws -> HandOver {
    try translated {
      let until = past(asOf) ?? local.clock.now()
      var account = Account(self, since: since, until: until)
      try account.tell()
      return account.handOver
    }
  }
}
