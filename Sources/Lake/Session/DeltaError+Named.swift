import DeltaLog
import Words

extension DeltaError: NamedFailure {
  package var error: FailureName { .tableFailed }
  package var cause: String { description }
}
