import Clocks
import Foundation
import Ledger
import Words

extension ScheduleState {
  init(_ row: StoredRow) {
    self.init(
      name: row.text("name"),
      firstSeen: row.moment("first_seen"),
      decidedUntil: row.moment("decided_until"),
      pause: row.optionalMoment("paused_at").map {
        Pause(at: $0, until: row.optionalMoment("paused_until"), by: row.optionalText("paused_by") ?? "")
      })
  }
}

extension ScheduleFire {
  init(_ row: StoredRow) throws {
    self.init(
      sequence: row.int("sequence"),
      schedule: row.text("schedule"),
      at: row.moment("fire_at"),
      state: try row.value("state"),
      isLate: row.int("is_late") != 0,
      number: Int(row.int("number")),
      firstAt: row.moment("first_at"),
      decidedAt: row.moment("decided_at"),
      execution: row.optionalExecution("execution"),
      note: row.optionalText("note"),
      drop: FireDrop(row))
  }
}

extension FireDrop {
  init?(_ row: StoredRow) {
    guard let key = row.optionalText("drop_key"), let day = row.optionalText("drop_day").flatMap(CalendarDay.init)
    else { return nil }
    self.init(key: key, day: day)
  }
}

extension SchedulerRecord {
  init(_ row: StoredRow) {
    self.init(
      host: row.text("host"),
      worker: Worker(pid: Int32(truncatingIfNeeded: row.int("pid")), start: row.text("start")),
      startedAt: row.moment("started_at"),
      heartbeatAt: row.moment("heartbeat_at"),
      trouble: row.optionalText("trouble"))
  }
}
