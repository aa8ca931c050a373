import Glibc

/// What to start in a pseudo-terminal.
package struct Launch: Sendable {
  /// Where one of the three standard streams leads.
  package enum Stream: Sendable {
    case terminal
    case file(String)
  }

  package var program: String
  package var arguments: [String]
  /// The whole environment; nothing is inherited.
  package var environment: [String: String]
  package var columns = 80
  package var rows = 24
  package var input = Stream.terminal
  package var output = Stream.terminal
  package var error = Stream.terminal

  /// A program under a UTF-8 locale and TERM=xterm-256color; `environment` adds to that and overrides it.
  package init(_ program: String, _ arguments: [String] = [], environment: [String: String] = [:]) {
    self.program = program
    self.arguments = arguments
    let plain = [
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/tmp",
    ]
    self.environment = plain.merging(environment) { $1 }
  }

  /// The path of a program built beside the running tests.
  package static func built(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer.prefix(max(0, length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    return path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/" + name
  }
}

/// How a process ended.
package enum ExitStatus: Hashable, Sendable {
  case exited(Int32)
  case signalled(Int32)

  /// - Parameter waitStatus: what waitpid(2) stored.
  package init(waitStatus: Int32) {
    let signal = waitStatus & 0x7F
    self = signal == 0 ? .exited(waitStatus >> 8 & 0xFF) : .signalled(signal)
  }
}

/// A process that has ended, and the processor time it took.
package struct EndedProcess: Hashable, Sendable {
  package let status: ExitStatus
  package let processorTime: Duration
}

/// What went wrong in a pseudo-terminal.
package enum PseudoTerminalError: Error, CustomStringConvertible {
  case system(String, Int32)
  case timedOut(waitingFor: String, screen: String)
  case ended(EndedProcess, waitingFor: String, screen: String)

  package var description: String {
    switch self {
    case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
    case .timedOut(let what, let screen): "still waiting for \(what); the screen shows:\n\(screen)"
    case .ended(let end, let what, let screen):
      "ended with \(end.status) while waiting for \(what); the screen shows:\n\(screen)"
    }
  }
}
