import Clocks
import Foundation
import ModelSQL

extension RunParameters {
  /// The day and the moment (UTC, milliseconds) a run is for.
  package init(runDate: CalendarDay, runTimestamp: Date) {
    let moment = Timestamp.text(runTimestamp).dropLast().replacing("T", with: " ")
    self.init(runDateText: runDate.description, runTimestampText: String(moment))
  }
}
