import Foundation
import Glibc
import Lake

/// How a text file was packed, told by its first bytes whatever its name. It is unpacked by the system's own library, which
/// is there on every machine whose packages are packed that way, and looked for only when such a file comes.
enum Packing: String, Sendable {
  case gzip, zstd

  init?(_ bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstd
    } else {
      return nil
    }
  }

  var library: SystemLibrary {
    switch self {
    case .gzip: SystemLibrary(names: ["libz.so.1", "libz.so"], package: "zlib1g")
    case .zstd: SystemLibrary(names: ["libzstd.so.1", "libzstd.so"], package: "libzstd1")
    }
  }

  /// Appends the unpacked bytes of a file of the lake.
  ///
  /// - Parameter between: called before each piece; what it throws ends the unpacking.
  func unpack(_ file: MappedFile, named name: String, into output: PendingFile, between: () throws -> Void) throws {
    let symbols = try library.open(for: name)
    switch self {
    case .gzip: try GzipUnpacking(symbols: symbols, name: name).run(file.path, into: output, between: between)
    case .zstd: try ZstdUnpacking(symbols: symbols, name: name).run(file.bytes, into: output, between: between)
    }
  }

  static func damaged(_ name: String, _ packing: Packing) -> LakeError {
    LakeError(.fileUnreadable, "\(name) is no whole \(packing) file; deliver it again")
  }
}

/// A library of the system that is loaded at run time, and stays loaded.
struct SystemLibrary {
  let names: [String]
  /// What brings it on Debian.
  let package: String

  struct Symbols {
    fileprivate let handle: UnsafeMutableRawPointer
    fileprivate let name: String

    func function<Function>(_ symbol: String, _ type: Function.Type = Function.self) throws(LakeError) -> Function {
      guard let address = dlsym(handle, symbol) else {
        throw LakeError(.libraryMissing, "\(name) has no function \(symbol)")
      }
      return unsafeBitCast(address, to: type)
    }
  }

  func open(for file: String) throws(LakeError) -> Symbols {
    for name in names {
      if let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) { return Symbols(handle: handle, name: name) }
    }
    throw LakeError(
      .libraryMissing,
      "\(file) is packed, and \(names[0]) is not on this machine; install it (\(package)), or deliver the file unpacked"
    )
  }
}

private let pieceSize = 1 << 18

/// gzip by zlib's file functions, which read members that follow each other, too.
private struct GzipUnpacking {
  private typealias Open = @convention(c) (Int32, UnsafePointer<CChar>) -> OpaquePointer?
  private typealias Read = @convention(c) (OpaquePointer, UnsafeMutableRawPointer, UInt32) -> Int32
  private typealias Close = @convention(c) (OpaquePointer) -> Int32

  let symbols: SystemLibrary.Symbols
  let name: String

  func run(_ path: String, into output: PendingFile, between: () throws -> Void) throws {
    let read: Read = try symbols.function("gzread")
    let close: Close = try symbols.function("gzclose_r")
    let open: Open = try symbols.function("gzdopen")
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw LakeError(.fileUnreadable, "cannot open \(path): \(String(cString: strerror(errno)))")
    }
    guard let file = open(descriptor, "rb") else {
      Glibc.close(descriptor)
      throw LakeError(.fileUnreadable, "\(name): there is no memory to unpack it")
    }
    var piece = [UInt8](repeating: 0, count: pieceSize)
    var count: Int32 = 0
    do {
      repeat {
        try between()
        count = piece.withUnsafeMutableBytes { read(file, $0.baseAddress!, UInt32(pieceSize)) }  // never empty
        try piece.withUnsafeBytes { try output.append(UnsafeRawBufferPointer(rebasing: $0.prefix(max(0, Int(count))))) }
      } while count > 0
    } catch {
      _ = close(file)
      throw error
    }
    // A file that was cut off reads to its end, and is told when it is closed.
    guard close(file) == 0, count == 0 else { throw Packing.damaged(name, .gzip) }
  }
}

/// Zstandard by libzstd's streaming functions.
private struct ZstdUnpacking {
  /// `ZSTD_inBuffer` and `ZSTD_outBuffer`, which have one layout.
  private struct Buffer {
    var start: UnsafeMutableRawPointer?
    var size: Int
    var position = 0
  }

  private typealias Make = @convention(c) () -> OpaquePointer?
  private typealias Step =
    @convention(c) (OpaquePointer, UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> Int
  private typealias Free = @convention(c) (OpaquePointer) -> Int
  private typealias IsError = @convention(c) (Int) -> UInt32

  let symbols: SystemLibrary.Symbols
  let name: String

  func run(_ bytes: UnsafeRawBufferPointer, into output: PendingFile, between: () throws -> Void) throws {
    let make: Make = try symbols.function("ZSTD_createDStream")
    let step: Step = try symbols.function("ZSTD_decompressStream")
    let free: Free = try symbols.function("ZSTD_freeDStream")
    let isError: IsError = try symbols.function("ZSTD_isError")
    guard let stream = make() else { throw LakeError(.fileUnreadable, "\(name): there is no memory to unpack it") }
    defer { _ = free(stream) }
    var input = Buffer(start: UnsafeMutableRawPointer(mutating: bytes.baseAddress), size: bytes.count)
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 16)
    defer { piece.deallocate() }
    var rest = 1
    while true {
      try between()
      var out = Buffer(start: piece.baseAddress, size: piece.count)
      let before = input.position
      rest = step(stream, &out, &input)
      guard isError(rest) == 0 else { throw Packing.damaged(name, .zstd) }
      try output.append(UnsafeRawBufferPointer(rebasing: piece.prefix(out.position)))
      // Nothing more to take in, and nothing more to give out.
      if input.position == input.size, out.position < out.size { break }
      if input.position == before, out.position == 0 { break }
    }
    guard rest == 0, input.position == input.size else { throw Packing.damaged(name, .zstd) }
  }
}
