import Foundation
import Interaction

extension NcursesDevice {
  /// The text length above which xterm and others silently drop a clipboard request: 100,000 bytes of base64 and frame.
  package static let copyLimit = 74_994

  /// Sends the text with OSC 52. tmux passes it on when its `set-clipboard` is on.
  package func copy(_ text: String) -> CopyResult {
    let bytes = text.utf8.count
    guard modes.reportsEvents else { return .unavailable }
    guard bytes <= Self.copyLimit else { return .tooLarge(bytes: bytes, limit: Self.copyLimit) }
    send("\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}")
    return .sent(bytes: bytes)
  }
}
