import Clocks
import Foundation
import SampleShop

/// How far the drops of a sample shop have come, told by the folders that lie in incoming, and how it goes on from there.
struct ShopProgress {
  let folder: String
  private let first: CalendarDay
  /// The day of the newest drop.
  let newest: CalendarDay

  /// Drops that every shop begins with; what follows goes on from them.
  static let days = 14

  init(folder: String) throws(Failure) {
    let drops = try FolderPath.names(in: folder + "/incoming").compactMap(CalendarDay.init).sorted()
    guard let first = drops.first, let newest = drops.last else {
      throw Failure.usage("\(folder)/incoming has no drop of the sample shop to go on from; see assay sample --help")
    }
    (self.folder, self.first, self.newest) = (folder, first, newest)
  }

  /// Writes what the source still owes, and then every drop up to a day. Now and then one comes with a fault, which the next
  /// makes good: of every fifth the orders are broken, of every seventh the payments are late.
  ///
  /// - Returns: the files that were written, relative to the folder.
  func goOn(until day: CalendarDay, seed: UInt64) throws -> [String] {
    let until = first.advanced(by: Self.days - 1)
    // A year of days is a second's work; more is a mistake in a date.
    let further = min(366, max(0, day.daysSince1970 - until.daysSince1970))
    let shop = ShopGenerator(seed: seed, days: Self.days, until: until, further: further)
    let number = newest.daysSince1970 - first.daysSince1970 + 1
    let last = min(Self.days + further, number + max(0, day.daysSince1970 - newest.daysSince1970))
    var files = number <= Self.days + further ? try owed(shop.drop(day: number)) : []
    guard number < last else { return try write(files) }
    for next in (number + 1)...last {
      files += next == last ? Self.drop(next, of: shop) : shop.drop(day: next)
    }
    return try write(files)
  }

  /// What of the newest drop is not there as it should be.
  private func owed(_ drop: [ShopFile]) throws -> [ShopFile] {
    drop.filter { file in
      // What cannot be read is written anew.
      FileManager.default.contents(atPath: folder + "/" + file.path).map { Array($0) } != file.bytes
    }
  }

  private static func drop(_ number: Int, of shop: ShopGenerator) -> [ShopFile] {
    if number.isMultiple(of: 7) { return shop.drop(day: number, without: .payments) }
    return number.isMultiple(of: 5) ? shop.brokenDrop(day: number) : shop.drop(day: number)
  }

  private func write(_ files: [ShopFile]) throws -> [String] {
    for file in files {
      let path = folder + "/" + file.path
      // It appears whole: a run may look at any moment.
      try FolderPath.write(file.bytes, to: path + ".part")
      guard rename(path + ".part", path) == 0 else {
        throw Failure(.bad, "\(path) cannot be written: \(String(cString: strerror(errno)))")
      }
    }
    return files.map(\.path)
  }
}
