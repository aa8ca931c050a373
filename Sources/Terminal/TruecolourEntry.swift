import Foundation

/// A terminfo entry of our own that lets ncurses send 24-bit colours.
///
/// ncurses never looks at COLORTERM, and the entries that know truecolour are not installed by default.
struct TruecolourEntry: Sendable {
  let name: String
  let base64: String

  /// The compiled entry; empty only if the embedded text were broken, which a test excludes.
  var bytes: Data { Data(base64Encoded: base64) ?? Data() }

  /// Writes the entry below `folder`, unless it stands there already, and returns the folder for TERMINFO.
  func install(in folder: String) throws -> String {
    let root = folder + "/terminfo"
    let place = root + "/" + name.prefix(1)
    let path = place + "/" + name
    if FileManager.default.contents(atPath: path) == bytes { return root }
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    // Atomically: another dashboard may read it at this moment.
    try bytes.write(to: URL(fileURLWithPath: path), options: .atomic)
    return root
  }
}
