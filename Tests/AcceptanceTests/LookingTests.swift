import Foundation
import JSON
import TestSupport
import Testing

/// A process of another user, or of another process namespace, as Linux lets root start it.
private struct Elsewhere {
  /// Words before the program's own.
  let words: [String]

  static let anotherUser = Elsewhere(
    words: ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
  static let container = Elsewhere(words: ["/usr/bin/unshare", "--pid", "--fork", "--mount-proc", "--kill-child"])

  var isThere: Bool { (try? run("/", ["/bin/true"]))?.status == 0 }

  func run(_ folder: String, _ command: [String]) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst()) + command
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}

@Suite("Looking writes nothing")
struct LookingTests {
  private let folder: TemporaryFolder
  private let assay: Binary
  private static let looks: [[String]] = [
    ["status"], ["runs"], ["runs", "last"], ["logs"], ["quality"], ["bookmark"], ["--read-only"], ["metrics"],
    ["table", "history", "bronze.orders"],
  ]

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    _ = try assay("init", ".")
    #expect(try assay("run").status == 0)
  }

  /// Lets the other user's group in, as the owner of a project does: what assay keeps is the owner's alone at first.
  private func letIn() throws {
    for command in [["/bin/chgrp", "-R", "65534"], ["/bin/chmod", "-R", "g+rX"]] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: command[0])
      process.arguments = command.dropFirst() + [folder.path]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
  }

  private var names: Set<String> {
    Set((try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? [])
  }

  @Test(
    "for another user, of a project that is only readable",
    .enabled(if: geteuid() == 0 && Elsewhere.anotherUser.isThere, "only root becomes another user"))
  func anotherUser() throws {
    let closed = try Elsewhere.anotherUser.run(folder.path, [assay.path, "status"])
    #expect(closed.status == 3 && closed.text.contains("cannot be read by this user"), "\(closed.text)")
    try letIn()
    let before = names
    for look in Self.looks {
      let answer = try Elsewhere.anotherUser.run(folder.path, [assay.path] + look)
      #expect(answer.status == 0, "\(look): \(answer.text)")
    }
    #expect(names == before)
  }

  @Test(
    "from outside a container, whose run lives on",
    .enabled(if: geteuid() == 0 && Elsewhere.container.isThere, "takes process namespaces of its own"))
  func container() throws {
    let script = """
      \(assay.path) run --full-refresh --detach --json > started.json
      for i in 1 2 3 4 5 6 7 8 9 10; do
        \(assay.path) runs last --json > inside.json
        grep -q '"status": *"RUNNING"' inside.json || break
        sleep 0.1
      done
      """
    let inside = Process()
    inside.executableURL = URL(fileURLWithPath: Elsewhere.container.words[0])
    inside.arguments = Array(Elsewhere.container.words.dropFirst()) + ["/bin/sh", "-c", script]
    inside.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    try inside.run()
    while inside.isRunning {
      let answer = try assay("runs", "last", "--json").json()
      #expect(answer["error"] != "Assay.WorkerLost")
    }
    #expect(try assay("runs", "last", "--json").json()["error"] != "Assay.WorkerLost")
  }
}
