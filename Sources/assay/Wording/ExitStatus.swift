/// How a command ends. The numbers are a contract with scripts.
enum ExitStatus: Int32, Error {
  case good = 0
  /// The thing asked about is bad: a run failed, a check failed, a policy is in error, a file is invalid.
  case bad = 1
  /// Wrong usage, or input that cannot be read.
  case usage = 2
  /// An engine, a file or a service is missing.
  case missing = 3
  /// By Ctrl-C: 128 and the signal's number, as shells say it.
  case interrupted = 130
  case terminated = 143
}
