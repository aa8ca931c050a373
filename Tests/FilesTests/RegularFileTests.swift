import Foundation
import TestSupport
import Testing

@testable import Files

@Suite("A path from outside")
struct RegularFileTests {
  @Test(
    "that is a pipe, a folder or a device is refused at once, by its kind",
    arguments: [FileKind.pipe, .folder, .characterDevice])
  func noFiles(kind: FileKind) throws {
    let folder = try TemporaryFolder()
    let path = kind == .characterDevice ? "/dev/zero" : folder.path("x")
    if kind == .pipe { #expect(mkfifo(path, 0o600) == 0) }
    if kind == .folder { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    let error = #expect(throws: FileError.self) { try RegularFile(path) }
    #expect(error?.reason == .notAFile(kind))
    #expect(error?.description == "\(path) is \(kind.words) and no file")
  }

  @Test("that is a link to a pipe is refused as well")
  func linkedPipe() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    try FileManager.default.createSymbolicLink(atPath: folder.path("x.csv"), withDestinationPath: folder.path("pipe"))
    #expect(throws: FileError.self) { try RegularFile(folder.path("x.csv")) }
  }

  @Test("is read up to a limit, and one byte more tells that it is longer")
  func limit() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("abcdef", to: "x")
    #expect(try RegularFile(path).bytes(limit: 6).count == 6)
    #expect(try RegularFile(path).bytes(limit: 3) == Array("abcd".utf8))
  }
}

@Suite("A name")
struct RawPathTests {
  @Test("that is no UTF-8 is shown by its bytes, and two such names are two")
  func escaped() {
    let path = RawPath(bytes: Array("a/Caf".utf8) + [0xE9] + Array(".csv".utf8))
    #expect(path.description == "a/Caf\\xE9.csv")
    #expect(!path.isUTF8)
    #expect(RawPath(bytes: [0xC3, 0xA9, 0x0F, 0xFF]).description == "é\u{0F}\\xFF")
  }

  @Test("spelt in two Unicode forms is two names")
  func forms() {
    let composed = "Caf\u{E9}"
    let decomposed = "Cafe\u{301}"
    #expect(composed == decomposed)
    #expect(ExactText(composed) != ExactText(decomposed))
    #expect(Set([ExactText(composed), ExactText(decomposed)]).count == 2)
    #expect(RawPath(composed) != RawPath(decomposed))
  }

  @Test("of a folder holds what lies below it, and not what only begins like it")
  func inside() {
    #expect(RawPath("/a/b/c").isInside(RawPath("/a/b")))
    #expect(!RawPath("/a/bc").isInside(RawPath("/a/b")))
    #expect(RawPath("/a").isInside(RawPath("/")))
  }

  @Test("that is no UTF-8 is listed")
  func listed() throws {
    let folder = try TemporaryFolder()
    let name = RawPath(bytes: [0x61, 0xE9])
    let path = RawPath(folder.path).appending(name)
    #expect(path.withCString { mkdir($0, 0o700) } == 0)
    defer { _ = path.withCString { rmdir($0) } }
    try folder.write("x", to: "b")
    #expect(try FolderNames.list(RawPath(folder.path)).map(\.name) == [name, RawPath("b")])
    #expect(try FolderNames.list(RawPath(folder.path("nowhere"))) == [])
  }
}
