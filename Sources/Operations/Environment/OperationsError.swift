import Clocks
import Foundation

/// Why something could not be shown or done, in words for the operator. Goes over the wire between processes.
package enum OperationsError: Error, Sendable, Equatable, Codable, CustomStringConvertible {
  case notFound(String)
  /// What was asked is wrong in itself: a SELECT that cannot be read, a name that two tables have.
  case invalid(String)
  /// The environment does not allow it now, and why.
  case refused(String)
  /// A service, file or engine is missing; says what mends it.
  case unavailable(String)
  case failed(String)
  /// The provider has none of this, and why where it says so.
  case missing(Capability, String?)
  /// What was asked for is known of now only, and not as of a moment before: what, and why.
  case notAvailable(asOf: Date, String)

  package var description: String {
    switch self {
    case .notFound(let text), .invalid(let text), .refused(let text), .unavailable(let text), .failed(let text): text
    case .missing(let capability, let reason):
      "this environment has no \(capability.noun)" + (reason.map { ": \($0)" } ?? "")
    case .notAvailable(let moment, let text): "not available as of \(Timestamp.text(moment)): \(text)"
    }
  }
}
