import Foundation
import JSON
import TestSupport
import Testing

/// What the program says and how it ends where no project is needed.
@Suite struct UsageTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
  }

  @Test("the version and the help are answers") func theVersionAndTheHelpAreAnswers() throws {
    let version = try assay("--version")
    #expect(version.status == 0)
    #expect(version.output.hasPrefix("assay "))
    let help = try assay("--help")
    #expect(help.status == 0)
    for word in ["demo", "init", "run", "status", "query", "doctor", "Exit codes:"] {
      #expect(help.output.contains(word))
    }
    #expect(!help.output.contains("worker"), "an internal command is not for people")
  }

  @Test(
    "every command explains itself", arguments: ["run", "query", "table", "quality", "engine", "bookmark", "metrics"])
  func everyCommandExplainsItself(command: String) throws {
    let help = try assay(command, "--help")
    #expect(help.status == 0)
    #expect(help.output.contains("USAGE: assay \(command)"))
  }

  @Test("a word that is no command is corrected") func aWordThatIsNoCommandIsCorrected() throws {
    let answer = try assay("statsu")
    #expect(answer.status == 2)
    #expect(answer.output.isEmpty)
    #expect(answer.error == "assay: there is no command statsu; did you mean status; all commands: assay --help\n")
  }

  @Test(
    "wrong usage is two",
    arguments: [
      ["run", "--bogus"], ["query"], ["logs", "--since", "someday"], ["sample", "x", "--days", "0"],
      ["report", "--from", "someday"],
    ])
  func wrongUsageIsTwo(arguments: [String]) throws {
    let answer = try assay.run(arguments)
    #expect(answer.status == 2)
    #expect(answer.output.isEmpty)
    #expect(answer.error.contains("Error:"))
  }

  @Test(
    "without a project it says how to make one", arguments: [["status"], ["run"], [], ["validate"], ["table", "list"]])
  func withoutAProjectItSaysHowToMakeOne(arguments: [String]) throws {
    let answer = try assay.run(arguments)
    #expect(answer.status == 2)
    #expect(answer.error.contains("is in no project"))
    #expect(answer.error.contains("assay init DIR"))
  }

  @Test("every shell has its completion", arguments: ["bash", "zsh", "fish"]) func everyShellHasItsCompletion(
    shell: String
  ) throws {
    let script = try assay("completion", shell)
    #expect(script.status == 0)
    #expect(script.output.contains("assay"))
    #expect(try assay("--generate-completion-script", shell).output.contains("assay"))
  }

  @Test("the sample shop is the same each time") func theSampleShopIsTheSameEachTime() throws {
    let arguments = ["--days", "2", "--until", "2026-11-21", "--seed", "7"]
    let first = try assay.run(["sample", "a"] + arguments + ["--json"])
    #expect(first.status == 0)
    #expect(try first.json()["files"]?.intValue == 16)
    #expect(try assay.run(["sample", "b"] + arguments).status == 0)
    let name = "incoming/2026-11-20/orders.csv"
    #expect(try folder.read("a/" + name) == folder.read("b/" + name))
    #expect(try assay.run(["sample", "a"] + arguments).status == 2, "files that are there are not overwritten")
  }

  @Test("the doctor says what mends a missing engine") func theDoctorSaysWhatMendsAMissingEngine() throws {
    var broken = assay
    broken.variables = ["ASSAY_LIBDUCKDB": folder.path("nothing.so")]
    let answer = try broken("doctor", "--json")
    #expect(answer.status == 3)
    let findings = try answer.json()["findings"]?.arrayValue ?? []
    #expect(findings.first?["state"] == "missing")
    #expect(findings.first?["remedy"] == "assay engine install")
    #expect(try broken("engine", "install", "telepathy").status == 2)
  }

  @Test(
    "What a database keeps in its catalogue, and rejected rows, are asked for by other commands, and those are named",
    arguments: [
      (["query", "describe silver.orders"], "assay table show LAYER.NAME; all tables: assay table list"),
      (["query", "show tables"], "assay table list"), (["query", "summarize bronze.orders"], "assay table show"),
      (["query", "select * from information_schema.columns"], "assay table show"),
      (["query", "select * from pg_catalog.pg_tables"], "assay table list"),
      (["table", "show", "quarantine.silver_orders"], "assay query 'select * from quarantine.silver_orders'"),
      (["table", "show", "quarantine.silver_order"], "there is no table quarantine.silver_order"),
    ])
  func catalogue(command: [String], named: String) throws {
    _ = try assay("init", "shop")
    let answer = try assay.run(command + ["--project", "shop"])
    #expect(answer.status == 2)
    #expect(answer.error.contains(named), "\(answer.error)")
  }
}
