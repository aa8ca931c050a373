import Lake

/// One query as it passed the door.
package struct QueryRun: Sendable, Hashable {
  /// Of the files of all tables it reads: whole files, as they lie there, whatever the engine could leave out.
  package let bytes: Int64
  package let seconds: Double
  package let succeeded: Bool

  package init(bytes: Int64, seconds: Double, succeeded: Bool) {
    (self.bytes, self.seconds, self.succeeded) = (bytes, seconds, succeeded)
  }
}

extension InputState {
  /// Of the files whose rows it has.
  var bytes: Int64 {
    switch content {
    case .files(let records): records.reduce(0) { $0 + $1.file.size }
    case .delta(let snapshot): snapshot.files.reduce(0) { $0 + $1.size }
    case .absent: 0
    }
  }
}
