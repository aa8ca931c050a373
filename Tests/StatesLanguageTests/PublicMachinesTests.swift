import Foundation
import StatesLanguage
import TestSupport
import Testing

/// Machines of a public validator's tests (Apache License 2.0; the half that is at hand).
@Suite("The public machines") struct PublicMachinesTests {
  private static let folder = PublicSuites.folder("states")

  @Test(
    "what is named valid is accepted, and what is named invalid is refused with a place",
    .enabled(if: folder != nil, "\(PublicSuites.reason("states"))"))
  func verdicts() throws {
    let folder = try #require(Self.folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
    #expect(names.count > 50)
    for name in names.sorted() {
      let problems = MachineValidator.problems(in: try String(contentsOfFile: folder + "/" + name, encoding: .utf8))
      let errors = problems.filter { $0.severity == .error }
      #expect(errors.isEmpty == name.hasPrefix("valid"), "\(name): \(errors.map(\.message))")
      #expect(errors.allSatisfy { $0.place.line >= 1 && $0.place.column >= 1 })
    }
  }
}
