import CNcurses
import Canvas
import Glibc

/// Keeps what libraries print off the screen: while it runs, stdout and stderr lead into a file in memory.
struct StreamCapture {
  /// The file; -1 when it could not be made, and then nothing is captured.
  let file: Int32
  /// Where stderr led before.
  let trueError: Int32
  private let trueOutput: Int32
  private var isRunning = false
  /// What has been printed beyond this is forgotten: a chatty library must not fill the memory.
  private static let limit: off_t = 1 << 20

  init() {
    file = cn_memory_file("assay-printed")
    trueError = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    trueOutput = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
  }

  /// Streams that lead elsewhere than to a terminal stay as they are.
  mutating func start() {
    guard file >= 0, trueError >= 0, trueOutput >= 0, !isRunning else { return }
    isRunning = true
    fflush(nil)
    if isatty(trueOutput) == 1 { dup2(file, STDOUT_FILENO) }
    if isatty(trueError) == 1 { dup2(file, STDERR_FILENO) }
  }

  mutating func stop() {
    guard isRunning else { return }
    isRunning = false
    fflush(nil)
    dup2(trueOutput, STDOUT_FILENO)
    dup2(trueError, STDERR_FILENO)
  }

  /// Keeps the file small. Cheap enough for every frame.
  func trim() {
    var status = stat()
    if file >= 0, fstat(file, &status) == 0, status.st_size > Self.limit { ftruncate(file, 0) }
  }

  /// Shows what was printed, made harmless, and forgets it. The streams have to be stopped.
  func flush() {
    guard file >= 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 4096)
    var status = stat()
    guard fstat(file, &status) == 0, status.st_size > 0 else { return }
    let count = pread(file, &bytes, bytes.count, max(0, status.st_size - off_t(bytes.count)))
    ftruncate(file, 0)
    let text = TextSanitizer.text(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
    _ = Array(text.utf8).withUnsafeBytes { write(trueError, $0.baseAddress, $0.count) }
  }

  func close() {
    for descriptor in [file, trueError, trueOutput] where descriptor >= 0 { Glibc.close(descriptor) }
  }
}
