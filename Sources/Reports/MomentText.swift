import Clocks
import Foundation

/// Moments as tables show them, UTC.
package enum MomentText {
  /// `2026-11-21 06:10:00`.
  package static func seconds(_ moment: Date) -> String { text(moment, 19) }

  /// `2026-11-21 06:10`.
  package static func minutes(_ moment: Date) -> String { text(moment, 16) }

  private static func text(_ moment: Date, _ length: Int) -> String {
    String(Timestamp.text(moment).prefix(length)).replacing("T", with: " ")
  }
}
