import ArgumentParser
import Foundation

/// The executable: reads the arguments, runs the command, and ends with one of the documented exit codes.
@main
enum Program {
  /// Ends without the exit handlers: they would destroy what threads of the engine and the journal may still be using.
  static func main() {
    takeSignals()
    let code = run(Array(CommandLine.arguments.dropFirst()))
    fflush(nil)
    _exit(code)
  }

  /// A mask is inherited: a starter that blocks signals on the thread it starts programs from would make this one deaf to
  /// Ctrl-C and to a polite end. What a starter ignores (nohup) stays ignored.
  private static func takeSignals() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  static func run(_ arguments: [String]) -> Int32 {
    do {
      var command = try AssayCommand.parseAsRoot(arguments)
      try command.run()
      return ExitStatus.good.rawValue
    } catch {
      return end(error, arguments)
    }
  }

  private static func end(_ error: any Error, _ arguments: [String]) -> Int32 {
    switch error {
    case let status as ExitStatus: return status.rawValue
    case let code as ExitCode: return code.rawValue
    case let failure as Failure: return complain(failure)
    case let error where isOfParser(error): return answer(error, arguments)
    default: return complain(Failure(error))
    }
  }

  private static func complain(_ failure: Failure) -> Int32 {
    Console.standard.complain(failure.text)
    return failure.status.rawValue
  }

  /// Help and the version are answers; the rest of the parser's errors are wrong usage, which is 2 here and not 64.
  private static func answer(_ error: any Error, _ arguments: [String]) -> Int32 {
    let text = AssayCommand.fullMessage(for: error)
    guard AssayCommand.exitCode(for: error) == .success else {
      Console.standard.explain(CommandHint.text(arguments).map { "assay: " + $0 } ?? text)
      return ExitStatus.usage.rawValue
    }
    Console.standard.print(data: text + (text.hasSuffix("\n") ? "" : "\n"))
    return ExitStatus.good.rawValue
  }

  private static func isOfParser(_ error: any Error) -> Bool {
    if error is ValidationError || error is CleanExit { return true }
    // The parser's own error type is internal; its module is not.
    return String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }
}
