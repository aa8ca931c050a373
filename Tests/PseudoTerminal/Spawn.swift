import Glibc

/// Starts a process as the leader of a session on a terminal.
enum Spawn {
  static func start(_ launch: Launch, terminal: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // The first terminal a session leader opens becomes its controlling one, so it is opened even where no stream uses it.
    posix_spawn_file_actions_addopen(&actions, 3, terminal, O_RDWR, 0)
    for (descriptor, stream) in [launch.input, launch.output, launch.error].enumerated() {
      switch stream {
      case .terminal: posix_spawn_file_actions_adddup2(&actions, 3, Int32(descriptor))
      case .file(let path):
        let flags = descriptor == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, Int32(descriptor), path, flags, 0o600)
      }
    }
    posix_spawn_file_actions_addclose(&actions, 3)
    try cleanSignals(&attributes)
    return try spawn(launch, &actions, &attributes)
  }

  /// What the test runner ignores or blocks must not reach the program.
  private static func cleanSignals(_ attributes: inout posix_spawnattr_t) throws {
    var all = sigset_t()
    var none = sigset_t()
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    // POSIX_SPAWN_SETSID is a GNU extension that the Glibc module leaves out.
    let newSession: Int32 = 0x80
    let flags = newSession | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
    let code = posix_spawnattr_setflags(&attributes, Int16(flags))
    if code != 0 { throw PseudoTerminalError.system("posix_spawnattr_setflags", code) }
  }

  private static func spawn(
    _ launch: Launch, _ actions: inout posix_spawn_file_actions_t, _ attributes: inout posix_spawnattr_t
  ) throws -> pid_t {
    var arguments = ([launch.program] + launch.arguments).map { strdup($0) } + [nil]
    var environment = launch.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (arguments + environment).forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, launch.program, &actions, &attributes, &arguments, &environment)
    if code != 0 { throw PseudoTerminalError.system("posix_spawn \(launch.program)", code) }
    return process
  }
}
