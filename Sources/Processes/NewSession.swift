import Foundation

/// A program started in a session of its own: ^C, ^Z and the closing of the terminal are not for it. Its signals are as a
/// new program expects them, and of what this process has open it gets three streams and nothing else.
package struct NewSession: Sendable {
  /// What stands behind one of its streams.
  package enum Stream: Sendable {
    case nothing
    /// A file that it adds to; made with mode 0600 where it is missing.
    case log(String)
    case descriptor(Int32)
  }

  package var executable: String
  package var arguments: [String]
  package var input: Stream
  package var output: Stream
  package var errors: Stream
  /// Added to the environment it inherits.
  package var variables: [String: String] = [:]

  package init(_ executable: String, _ arguments: [String], input: Stream, output: Stream, errors: Stream) {
    self.executable = executable
    self.arguments = arguments
    self.input = input
    self.output = output
    self.errors = errors
  }

  /// The system's error number, and what it means.
  package struct NotStarted: Error, CustomStringConvertible {
    package let executable: String
    package let code: Int32
    package var description: String { "cannot start \(executable): \(String(cString: strerror(code)))" }
  }

  /// - Returns: the process id; whoever starts it waits for its end.
  package func start() throws(NotStarted) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in [input, output, errors].enumerated() { stream.open(as: Int32(number), &actions) }
    for descriptor in Self.openDescriptors where descriptor > 2 {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.setSession(&attributes)
    var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid = pid_t()
    var surroundings = surroundings
    defer { for line in surroundings { free(line) } }
    let code = posix_spawn(&pid, executable, &actions, &attributes, &words, &surroundings)
    guard code == 0 else { throw NotStarted(executable: executable, code: code) }
    return pid
  }

  /// The lines of its environment, which the caller frees. What this process inherited goes on byte by byte.
  private var surroundings: [UnsafeMutablePointer<CChar>?] {
    var lines: [UnsafeMutablePointer<CChar>?] = []
    var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
    while let line = next?.pointee {
      let isReplaced = variables.keys.contains { strncmp(line, "\($0)=", $0.utf8.count + 1) == 0 }
      if !isReplaced { lines.append(strdup(line)) }
      next = next?.advanced(by: 1)
    }
    return lines + variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
  }

  private static func setSession(_ attributes: inout posix_spawnattr_t) {
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let flags = Int32(0x80) | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)  // 0x80: POSIX_SPAWN_SETSID
    posix_spawnattr_setflags(&attributes, Int16(flags))
  }

  /// Where /proc is missing, descriptors that were opened close-on-exec still do not leak.
  private static var openDescriptors: [Int32] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).compactMap { Int32($0) }
  }
}

extension NewSession.Stream {
  fileprivate func open(as number: Int32, _ actions: inout posix_spawn_file_actions_t) {
    switch self {
    case .nothing:
      posix_spawn_file_actions_addopen(&actions, number, "/dev/null", number == 0 ? O_RDONLY : O_WRONLY, 0)
    case .log(let path): posix_spawn_file_actions_addopen(&actions, number, path, O_CREAT | O_WRONLY | O_APPEND, 0o600)
    case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, number)
    }
  }
}
