/// How a call of a function ended.
package enum FunctionEnd: Sendable, Hashable {
  /// It left with 0 and gave this.
  case answered([UInt8])
  /// It left with another status; what it gave may say why.
  case exited(Int32, [UInt8])
  case signalled(Int32)
  /// Its time was over, in seconds.
  case timedOut(Double)
  /// Its answer was larger than this many bytes.
  case flooded(Int)
  /// Nobody wanted it any more.
  case cancelled
  /// It could not be started.
  case notStarted(String)
}
