import Engine
import Foundation
import Testing

@testable import ModelSQL

/// `sample_data/FUNCTIONS.md` is held against the code's own tables, and each of its examples against the engine.
@Suite("The page of functions")
struct FunctionsPageTests {
  private struct Row {
    let signature, type, example, value: String
  }

  private let page: String

  init() throws {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    page = try String(contentsOf: root.appendingPathComponent("sample_data/FUNCTIONS.md"), encoding: .utf8)
  }

  /// The rows of the page's tables, their cells without the marks of code.
  private func cells(_ count: Int) -> [[String]] {
    page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
        .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
    }.filter { $0.count == count }
  }

  private var rows: [Row] { cells(4).map { Row(signature: $0[0], type: $0[1], example: $0[2], value: $0[3]) } }

  @Test("lists each portable function once, by its signature")
  func functions() {
    #expect(rows.map(\.signature).sorted() == PortableFunction.allCases.map(\.signature).sorted())
  }

  @Test("shows examples that give what stands beside them, in the type that stands before them")
  func examples() throws {
    let engine = try TestEngine()
    for row in rows where !row.example.isEmpty {
      #expect(try engine.value(row.example) == row.value, "\(row.example)")
      guard !row.type.hasPrefix("rows") else { continue }
      let type = row.type.replacingOccurrences(of: "precision,scale", with: "12,2")
      #expect(try engine.type(row.example) == type, "\(row.example)")
    }
  }

  @Test("lists each letter of a format that is understood")
  func letters() {
    #expect(cells(2).map { $0[0] }.sorted() == DateFormat.letters.keys.sorted())
  }

  @Test("lists the functions and types that every engine has")
  func standard() {
    // `count_star` is how the parser says count(*).
    for name in FunctionCatalog.standard.subtracting(["count_star"]).union(FunctionCatalog.portableTypes) {
      #expect(page.contains("`\(name)`"), "\(name)")
    }
  }
}
