import ArgumentParser
import Foundation
import Processes
import Runs

extension ScheduleCommand {
  struct Unit: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "unit", abstract: "A systemd user unit that keeps the scheduler running.",
      discussion: """
        Save it as ~/.config/systemd/user/assay-NAME.service, then: systemctl --user daemon-reload; systemctl --user \
        enable --now assay-NAME. It goes on after you log out once you ran: loginctl enable-linger.
        """)

    @OptionGroup var project: ProjectOptions

    func run() throws {
      let local = try project.open()
      let command = [
        WorkerLauncher.thisProgram, "schedule", "run", "--project", local.project.folder, "--env",
        local.project.environment.name,
      ]
      print(
        """
        [Unit]
        Description=assay scheduler of \(Self.plain(local.project.name)), \(local.project.environment.name)

        [Service]
        ExecStart=\(command.map(Self.quoted).joined(separator: " "))
        # Runs that it started go on when it is stopped or started anew.
        KillMode=process
        Restart=always
        RestartSec=5

        [Install]
        WantedBy=default.target
        """)
    }

    /// As systemd.syntax(7) and systemd.service(5) read words: `%` and `$` mean something, and so do quotes.
    private static func quoted(_ word: String) -> String {
      var text = word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      text = text.replacing("%", with: "%%").replacing("$", with: "$$").replacing("\n", with: "\\n")
      return "\"\(text)\""
    }

    private static func plain(_ text: String) -> String {
      text.replacing("%", with: "%%").replacing("\n", with: " ")
    }
  }
}
