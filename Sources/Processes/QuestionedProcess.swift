import Foundation

/// A process that was started to answer, and the socket to it.
package struct QuestionedProcess {
  package enum Ending: Hashable { case exit(Int32), signal(Int32) }

  /// Why there is no answer.
  package enum Failure: Error, Hashable, CustomStringConvertible {
    case notStarted(String)
    case tooLarge
    case unwanted

    package var description: String {
      switch self {
      case .notStarted(let reason): reason
      case .tooLarge: "the answer is larger than a screen can show"
      case .unwanted: "the answer is no longer wanted"
      }
    }
  }

  /// An answer larger than this is none a screen could show.
  static let largestAnswer = 256 << 20

  private let pid: pid_t
  private let socket: Int32
  private var ending: Ending?

  package static func start(_ executable: String, _ arguments: [String]) throws(Failure) -> QuestionedProcess {
    var ends: [Int32] = [-1, -1]
    // Not pipes: writing into the pipe of a dead process would end this one.
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw .notStarted("no socket: \(String(cString: strerror(errno)))")
    }
    defer { close(ends[1]) }
    let answers = NewSession.Stream.descriptor(ends[1])
    let session = NewSession(executable, arguments, input: answers, output: answers, errors: .nothing)
    do {
      return QuestionedProcess(pid: try session.start(), socket: ends[0])
    } catch {
      close(ends[0])
      throw .notStarted("\(error)")
    }
  }

  private init(pid: pid_t, socket: Int32) {
    self.pid = pid
    self.socket = socket
  }

  /// A process that is gone already is found out by the reading.
  package func send(_ data: Data) {
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// All it writes until it closes its end. Throws when the answer is no longer wanted, or grows beyond all bounds.
  package func read(while isWanted: () -> Bool) throws(Failure) -> Data {
    var answer = Data()
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while isWanted() {
      var watched = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      // Only while an answer is awaited: often enough that a stale question soon stops using the processors.
      guard poll(&watched, 1, 100) != 0 else { continue }
      let count = Foundation.read(socket, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return answer }
      answer.append(contentsOf: piece[..<count])
      if answer.count > Self.largestAnswer { throw .tooLarge }
    }
    throw .unwanted
  }

  /// How it ended; to be asked after its end was read.
  package mutating func wait() -> Ending {
    if let ending { return ending }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    let found: Ending = signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
    ending = found
    return found
  }

  /// Ends it, whatever it is doing, and leaves nothing of it behind.
  package mutating func end() {
    close(socket)
    if ending != nil { return }
    kill(pid, SIGKILL)
    _ = wait()
  }
}
