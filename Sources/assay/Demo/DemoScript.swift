import Clocks
import Foundation
import SampleShop
import Words

/// What happens in the demo's two weeks, in order.
struct DemoScript {
  enum Event {
    case arrive([ShopFile], at: Date)
    /// A run for a day that starts at a moment and is to end as told; a repetition of the one before or the day's own.
    case run(CalendarDay, at: Date, ends: ExecutionStatus, repeats: Bool)
  }

  let events: [Event]
  let days: Int

  /// The day whose orders' file came broken.
  static let brokenDay = 9
  /// Drops come at six, runs start ten minutes later.
  private static let dropTime: TimeInterval = 6 * 3600
  private static let runTime: TimeInterval = dropTime + 600

  init(shop: ShopGenerator, now: Date) {
    days = shop.days
    var events: [Event] = []
    for number in 0...shop.days {
      let day = shop.date(ofDay: number)
      // Before ten past six the day's run cannot have been at its hour; nothing may be later than now.
      let start = min(day.start.addingTimeInterval(Self.runTime), now.addingTimeInterval(-300))
      let arrival = start.addingTimeInterval(Self.dropTime - Self.runTime)
      switch number {
      case 0:
        events += [.arrive(shop.fullLoad(), at: arrival), .run(day, at: start, ends: .succeeded, repeats: false)]
      case Self.brokenDay:
        let later = start.addingTimeInterval(4500)
        let good = shop.drop(day: number).filter { $0.table == .orders }
        events += [
          .arrive(shop.brokenDrop(day: number), at: arrival), .run(day, at: start, ends: .failed, repeats: false),
          .arrive(good, at: later.addingTimeInterval(-120)), .run(day, at: later, ends: .succeeded, repeats: true),
        ]
      case shop.days:
        let late = shop.drop(day: number).filter { $0.table == .payments }
        events += [
          .arrive(shop.drop(day: number, without: .payments), at: arrival),
          .run(day, at: start, ends: .failed, repeats: false), .arrive(late, at: now),
        ]
      default:
        events += [
          .arrive(shop.drop(day: number), at: arrival), .run(day, at: start, ends: .succeeded, repeats: false),
        ]
      }
    }
    self.events = events
  }
}
