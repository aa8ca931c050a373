import Foundation
import ModelSQL
import Project
import Words

/// The scripts of a project's folder `procedures`, as they stand now.
package struct ProcedureFile {
  private let project: ProjectDefinition
  package init(_ project: ProjectDefinition) { self.project = project }

  /// By name; a folder that is not there has none.
  package var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: project.folder + "/procedures")) ?? [])
      .filter { $0.hasSuffix(".sql") && !$0.hasPrefix(".") }.map { String($0.dropLast(4)) }.sorted()
  }

  /// Its SQL, after the header where it has one.
  package func source(_ name: String) throws(RunError) -> SQLText {
    guard names.contains(name),
      let bytes = FileManager.default.contents(atPath: "\(project.folder)/procedures/\(name).sql")
    else {
      throw RunError(.notFound, "there is no procedures/\(name).sql\(NearestName.hint(for: name, among: names))")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RunError(.projectInvalid, "procedures/\(name).sql is not UTF-8 text")
    }
    do {
      return try ModelFile(text).source
    } catch {
      throw RunError(.projectInvalid, "procedures/\(name).sql:\(error)")
    }
  }

  package func script(_ name: String, parameters: [String: String] = [:]) throws(RunError) -> WarehouseScript {
    let source = try source(name)
    let script: WarehouseScript
    do throws(SQLProblem) {
      script = try WarehouseScript(source, parameters: parameters)
    } catch {
      throw RunError(.projectInvalid, "procedures/\(name).sql:\(error)")
    }
    let tables = Set(project.tables + project.tables.map(\.quarantine))
    if let stray = script.tables.subtracting(tables).sorted().first {
      let hint = NearestName.hint(for: stray.description, among: project.tables.map(\.description))
      throw RunError(.projectInvalid, "procedures/\(name).sql: there is no table \(stray)\(hint)")
    }
    return script
  }
}
