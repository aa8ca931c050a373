import ArgumentParser
import Words

/// What was probably meant by a word that is no command.
enum CommandHint {
  /// Nil when the first word is a command, or an option.
  static func text(_ arguments: [String]) -> String? {
    guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
    let names = AssayCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !names.contains(word) else { return nil }
    return "there is no command \(word)\(NearestName.hint(for: word, among: names)); all commands: assay --help"
  }
}
