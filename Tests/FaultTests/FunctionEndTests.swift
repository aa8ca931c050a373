import Foundation
import JSON
import TestSupport
import Testing

extension Faults {
  @Suite("A function of a state machine")
  struct FunctionEndTests {
    struct Bad: Sendable, CustomTestStringConvertible {
      let script: String
      let error: String
      /// What is to be too long must not take long; all else has time enough on a busy machine.
      var seconds: Int { error == "States.Timeout" ? 2 : 60 }
      var testDescription: String { error + ": " + script }
    }

    /// Each leaves a child in a session of its own, which no signal to a process group reaches.
    static let bad = [
      Bad(script: "sleep 1000", error: "States.Timeout"),
      Bad(script: "trap '' TERM; sleep 1000", error: "States.Timeout"),
      Bad(script: "exec yes >&2", error: "States.Timeout"),
      Bad(
        script: """
          for n in 1 2 3 4 5 6 7 8; do setsid sh -c 'sleep 1000 & echo $! >> child; wait' >/dev/null 2>&1 & done
          wait
          """, error: "States.Timeout"),
      Bad(script: "exec yes", error: "Function.ResponseSizeTooLarge"),
      Bad(script: "exit 3", error: "Runtime.ExitError"),
      Bad(script: "echo no json", error: "Runtime.InvalidResponse"),
      Bad(script: "echo '{\"errorType\": \"Own.Error\"}'; exit 1", error: "Own.Error"),
    ]

    @Test("is ended with all that it started, and its end has a name", arguments: bad)
    func ended(_ bad: Bad) throws {
      let folder = try TemporaryFolder()
      try folder.write(
        "name: little\ndefault_environment: dev\nenvironments:\n  dev: {lake: lake/dev}\n", to: "project.yml")
      let script = "#!/bin/sh\nsetsid sleep 1000 >/dev/null 2>&1 &\necho $! > child\n" + bad.script + "\n"
      try folder.write(script, to: "functions/bad")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path("functions/bad"))
      try folder.write(
        """
        {"StartAt": "Bad", "States": {"Bad": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
         "TimeoutSeconds": \(bad.seconds), "Parameters": {"FunctionName": "bad"}, "End": true}}}
        """, to: "workflows/w.asl.json")
      let answer = try AssayProgram.run(["run", "w", "--json", "--project", folder.path])
      #expect(answer.end.status == .exited(1))
      #expect(try answer.json()["error"] == .string(bad.error), "\(answer.output)")
      let children = try folder.read("child").split(separator: "\n").compactMap { pid_t($0) }
      #expect(!children.isEmpty)
      let deadline = ContinuousClock.now + .seconds(20)
      for child in children {
        while kill(child, 0) == 0, ContinuousClock.now < deadline { Pause.brief() }
        #expect(kill(child, 0) != 0, "its child is alive")
      }
    }
  }
}
