import Ledger

// What tests ask for whole: no shop of theirs has more.
extension RunLedger {
  package func executions() throws -> [ExecutionRecord] { try executions(ExecutionFilter(), limit: 1000) }
  package func logs(_ filter: LogFilter) throws -> [LogRecord] { try logs(filter, after: 0, limit: 1000) }
  package func fires() throws -> [ScheduleFire] { try fires(of: nil, before: nil, limit: 100) }
}
