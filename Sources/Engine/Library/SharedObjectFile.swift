import Foundation

/// A library file looked at before the dynamic linker sees it. The linker maps a file that was cut short without a word,
/// and the process then dies of SIGBUS; a file for another processor it calls "no such file".
enum SharedObjectFile {
  #if arch(arm64)
    static let machine = "aarch64"
  #else
    static let machine = "x86_64"
  #endif

  /// What keeps the file from being loaded; nil when nothing was found. Only ELF files are looked into.
  static func fault(path: String) -> LibraryFault? {
    var status = stat()
    guard stat(path, &status) == 0 else { return .unreadable(String(cString: strerror(errno))) }
    guard status.st_mode & S_IFMT == S_IFREG else { return .notAFile }
    #if os(Linux)
      guard let header = firstBytes(path: path, count: 64) else {
        return .unreadable(String(cString: strerror(errno)))
      }
      return fault(header: header, size: Int(status.st_size))
    #else
      return nil
    #endif
  }

  /// Judges the 64-byte header of a 64-bit ELF file (System V ABI, chapter 4) against the file's size. The section headers
  /// stand at the end of a file as linkers write it, so their end is the least size of a whole file.
  static func fault(header: [UInt8], size: Int) -> LibraryFault? {
    guard header.starts(with: [0x7F, 0x45, 0x4C, 0x46].prefix(header.count)), !header.isEmpty else {
      return .notASharedLibrary
    }
    guard header.count == 64 else { return .cutShort(bytes: size, needed: 64) }
    func number(_ offset: Int, _ bytes: Int) -> UInt64 {
      header[offset..<offset + bytes].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    guard header[4] == 2, header[5] == 1, number(16, 2) == 3 else { return .notASharedLibrary }
    let found = processor(number(18, 2))
    guard found == machine else { return .otherProcessor(found: found, needed: machine) }
    let (end, overflow) = number(40, 8).addingReportingOverflow(number(58, 2) * number(60, 2))
    guard !overflow, end <= UInt64(Int.max) else { return .notASharedLibrary }
    return size < Int(end) ? .cutShort(bytes: size, needed: Int(end)) : nil
  }

  private static func processor(_ number: UInt64) -> String {
    switch number {
    case 62: "x86_64"
    case 183: "aarch64"
    default: "another processor (\(number))"
    }
  }

  private static func firstBytes(path: String, count: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let got = read(descriptor, &bytes, count)
    return got < 0 ? nil : Array(bytes.prefix(got))
  }
}
