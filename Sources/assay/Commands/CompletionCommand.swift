import ArgumentParser

struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion", abstract: "Print the completion script of a shell.",
    discussion: """
      bash:  assay completion bash > ~/.local/share/bash-completion/completions/assay
      zsh:   assay completion zsh > ~/.zsh/completions/_assay    (a folder of your fpath)
      fish:  assay completion fish > ~/.config/fish/completions/assay.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() throws {
    let wanted: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    Console.standard.print(data: AssayCommand.completionScript(for: wanted) + "\n")
  }
}
