import CNcurses
import Glibc
import Interaction

extension Ending {
  /// Ends as the outside expects it: the exit code to return from main. A program that a signal ended dies of that
  /// signal, so that shells and supervisors see why; this does not return then. The device has to be closed.
  package func exitCode() -> Int32 {
    switch self {
    case .quit(let code): return code
    case .hungUp:
      cn_signals_die_of(SIGHUP)
      return 128 + SIGHUP
    case .signal(let number):
      cn_signals_die_of(number)
      return 128 + number
    }
  }
}
