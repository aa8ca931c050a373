import Foundation
import Testing

/// The sample shop on a morning when the payments came late: yesterday all was well, today's run failed, and the file has
/// arrived meanwhile.
struct Morning {
  let project: CopiedProject

  init() throws {
    // The tests' folder may be linked from another package.
    let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    let sample = here.appendingPathComponent("../../../sample_data").standardizedFileURL.path
    project = try CopiedProject(of: sample, without: ["incoming", "lake", ".assay"])
    try project.write("salt of the tests\n", to: ".assay/secrets/masking_salt")
    let secret = project.path + "/.assay/secrets/masking_salt"
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
    try project.assay("sample", "--days", "1", ".")
    let incoming = project.path + "/incoming"
    let days = try FileManager.default.contentsOfDirectory(atPath: incoming).filter { $0 != "full" }
    let drop = try #require(days.first)
    try move(incoming + "/" + drop, to: project.path + "/kept")
    try project.assay("run", "--date", "2026-01-01")
    try move(project.path + "/kept", to: incoming + "/" + drop)
    let payments = incoming + "/" + drop + "/payments.jsonl"
    try move(payments, to: project.path + "/payments.jsonl")
    try project.assay("run", "--date", drop, mayFail: true)
    try move(project.path + "/payments.jsonl", to: payments)
  }

  private func move(_ from: String, to: String) throws { try FileManager.default.moveItem(atPath: from, toPath: to) }
}
