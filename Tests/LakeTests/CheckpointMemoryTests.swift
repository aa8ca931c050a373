import Foundation
import JSON
import TestSupport
import Testing

@testable import Lake

@Suite("Checkpoints that were read")
struct CheckpointMemoryTests {
  private let folder: TemporaryFolder
  private let memory = CheckpointMemory()

  init() throws { folder = try TemporaryFolder() }

  /// How often a file is read for three questions.
  private func reads(of path: String, changing change: () throws -> Void = {}) throws -> Int {
    var count = 0
    for question in 0..<3 {
      if question == 1 { try change() }
      let actions = try memory.actions(of: path) {
        count += 1
        return [.string(try String(contentsOfFile: path, encoding: .utf8))]
      }
      #expect(actions == [.string(try String(contentsOfFile: path, encoding: .utf8))])
    }
    return count
  }

  @Test("are read once")
  func once() throws {
    #expect(try reads(of: folder.write("one", to: "a")) == 1)
  }

  @Test("are read anew when they were written over")
  func writtenOver() throws {
    let path = try folder.write("one", to: "a")
    #expect(try reads(of: path) { try folder.write("other", to: "a") } == 2)
  }

  @Test("are not held when they are large, nor when others need the room")
  func bounded() throws {
    let large = try folder.write(String(repeating: "x", count: Int(CheckpointMemory.most) + 1), to: "large")
    #expect(try reads(of: large) == 3)
    let half = String(repeating: "x", count: Int(CheckpointMemory.most) / 2 + 1)
    let (first, second) = (try folder.write(half, to: "first"), try folder.write(half, to: "second"))
    #expect(try reads(of: first) == 1 && reads(of: second) == 1)
    #expect(try reads(of: first) == 1)
  }

  @Test("that cannot be read are asked for again")
  func failing() throws {
    struct Broken: Error {}
    let path = try folder.write("one", to: "a")
    #expect(throws: Broken.self) { try memory.actions(of: path) { throw Broken() } }
    #expect(try reads(of: path) == 1)
  }
}
