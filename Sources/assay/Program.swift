import ArgumentParser
import Foundation

/// The executable: reads the arguments, runs the command, and ends with one of the documented exit codes.
@main
enum Program {
  static func main() {
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  static func run(_ arguments: [String]) -> ExitStatus {
    do {
      var command = try AssayCommand.parseAsRoot(arguments)
      try command.run()
      return .good
    } catch {
      return end(error, arguments)
    }
  }

  private static func end(_ error: any Error, _ arguments: [String]) -> ExitStatus {
    switch error {
    case let status as ExitStatus: return status
    case let failure as Failure: return complain(failure)
    case let error where isOfParser(error): return answer(error, arguments)
    default: return complain(Failure(error))
    }
  }

  private static func complain(_ failure: Failure) -> ExitStatus {
    Console.standard.complain(failure.text)
    return failure.status
  }

  /// Help and the version are answers; the rest of the parser's errors are wrong usage, which is 2 here and not 64.
  private static func answer(_ error: any Error, _ arguments: [String]) -> ExitStatus {
    let text = AssayCommand.fullMessage(for: error)
    guard AssayCommand.exitCode(for: error) == .success else {
      Console.standard.explain(CommandHint.text(arguments).map { "assay: " + $0 } ?? text)
      return .usage
    }
    Console.standard.print(data: text + (text.hasSuffix("\n") ? "" : "\n"))
    return .good
  }

  private static func isOfParser(_ error: any Error) -> Bool {
    if error is ValidationError || error is CleanExit || error is ExitCode { return true }
    // The parser's own error type is internal; its module is not.
    return String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }
}
