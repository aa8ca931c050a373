import Clocks
import Foundation

/// Moments as tables show them, in the time zone of the page.
package enum MomentText {
  /// `2026-11-21 06:10:00`.
  package static func seconds(_ moment: Date, _ page: Page) -> String { text(moment, 19, page) }

  package static func seconds(_ moment: Date, in zone: DayZone) -> String {
    seconds(moment, Page(now: moment, zone: zone))
  }

  /// `2026-11-21 06:10`.
  package static func minutes(_ moment: Date, _ page: Page) -> String { text(moment, 16, page) }

  private static func text(_ moment: Date, _ length: Int, _ page: Page) -> String {
    String(Timestamp.text(page.zone.wall(moment)).prefix(length)).replacing("T", with: " ")
  }
}
