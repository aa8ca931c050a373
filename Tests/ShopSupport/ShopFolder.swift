import Clocks
import Foundation
import SampleShop
import TestSupport

/// The sample project in a folder of its own, its raw files delivered one after the other: 0 is the full load, 1 and up
/// are the days. Two deliveries have a record that is no record, so that Bronze's quarantine has something to lose.
package final class ShopFolder: Sendable {
  package let folder: TemporaryFolder
  private static let shop = ShopGenerator(seed: 42, until: CalendarDay(year: 2026, month: 11, day: 21))
  private static let sample = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("sample_data").path

  /// The project without its data. A rule that fails only warns: days that are delivered late are no reason to stop here.
  package init(_ folder: TemporaryFolder) throws {
    self.folder = folder
    for part in ["project.yml", "models", "quality", "queries", "dashboards"] {
      try FileManager.default.copyItem(atPath: Self.sample + "/" + part, toPath: folder.path(part))
    }
    let settings = try folder.read("project.yml").replacingOccurrences(of: "gate: stop", with: "gate: warn")
    try folder.write(settings, to: "project.yml")
    let secret = try folder.write("pepper", to: ".assay/secrets/masking_salt")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
  }

  package var path: String { folder.path }

  /// The day a delivery is for; the full load is run on the eve of day 1.
  package static func day(of delivery: Int) -> CalendarDay { shop.date(ofDay: delivery) }

  /// When a delivery's run starts: ten past six of its day.
  package static func moment(of delivery: Int) -> Date { day(of: delivery).start.addingTimeInterval(6 * 3600 + 600) }

  package func deliver(_ delivery: Int) throws {
    for file in delivery == 0 ? Self.shop.fullLoad() : Self.shop.drop(day: delivery) {
      let broken = file.table == .orders && delivery < 2 ? Array("torn,record\n".utf8) : []
      try folder.write(file.bytes + broken, to: file.path)
    }
  }
}
