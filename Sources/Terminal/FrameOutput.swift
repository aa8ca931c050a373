import CNcurses
import Glibc

/// Sends what ncurses writes for a frame in one piece.
///
/// ncurses 6.4 flushes at every movement of the cursor: a screen on which a thousand numbers change costs a thousand
/// writes to the terminal, and wakes its reader as often (measured at 200x60 with 1,200 scattered changes: 2.9 ms of
/// processor time a frame, against 2.1 this way). So for the time of a frame its descriptor leads into a file in memory.
struct FrameOutput {
  private let line: Int32
  private let file: Int32
  private var bytes: [UInt8] = []

  init(line: Int32) {
    self.line = line
    file = cn_memory_file("assay-frame")
  }

  /// Runs `doupdate`. Only for a screen that runs: when ncurses comes back from a stop it also sets the line, and for
  /// that it needs the terminal itself.
  mutating func frame() {
    let screen = cn_output()
    guard file >= 0, screen >= 0, dup2(file, screen) == screen else {
      doupdate()
      return
    }
    doupdate()
    dup2(line, screen)
    let length = Int(lseek(file, 0, SEEK_END))
    guard length > 0 else { return }
    if bytes.count < length { bytes = [UInt8](repeating: 0, count: length * 2) }
    let count = pread(file, &bytes, length, 0)
    ftruncate(file, 0)
    FullWrite.write(bytes.prefix(max(0, count)), to: line)
  }

  func close() { if file >= 0 { Glibc.close(file) } }
}

enum FullWrite {
  /// Writes all bytes, or gives up when the other end is gone, which the next wait finds out.
  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
