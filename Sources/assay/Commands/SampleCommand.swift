import ArgumentParser
import Clocks
import Foundation
import JSON
import Reports
import SampleShop

struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Write the raw files of the sample shop.",
    discussion: """
      One full load and a drop a day, with the faults real data has. The same seed, days and last day give the same \
      bytes on every machine. Files go to DIR/incoming. With --onward the shop that lies there goes on: what its newest \
      drop still owes comes, and every drop up to --until.
      """)

  @OptionGroup var answer: AnswerOptions

  @Option(name: .long, help: "The number of daily drops.")
  var days = 14

  @Option(name: .long, help: ArgumentHelp("The day of the last drop. Default: today.", valueName: "day"))
  var until: DayArgument?

  @Option(name: .long, help: "Another seed makes another shop.")
  var seed: UInt64 = 42

  @Flag(name: .long, help: "Go on from the drops that lie in DIR/incoming.")
  var onward = false

  @Flag(name: .long, help: "Write over files that are there.")
  var force = false

  @Argument(help: "The folder to write to.")
  var dir: String

  func validate() throws {
    guard (1...366).contains(days) else { throw ValidationError("--days must be from 1 to 366.") }
  }

  func run() throws {
    let folder = FolderPath.absolute(dir)
    if onward { return try goOn(folder) }
    if !force, !(try FolderPath.names(in: folder + "/incoming")).isEmpty {
      throw Failure.usage("\(folder)/incoming is not empty; give another folder, or --force to write over its files")
    }
    let shop = ShopGenerator(seed: seed, days: days, until: until?.day(in: .utc) ?? CalendarDay(Date()))
    let files = shop.files()
    for file in files { try FolderPath.write(file.bytes, to: folder + "/" + file.path) }
    let bytes = files.reduce(0) { $0 + $1.bytes.count }
    answer.show(
      ["folder": .string(folder), "files": .int(files.count), "bytes": .int(bytes), "until": .string("\(shop.until)")]
    ) { _ in
      [StyledLine("\(files.count) files, \(bytes) bytes, \(days) days until \(shop.until), in \(folder)/incoming")]
    }
  }

  private func goOn(_ folder: String) throws {
    let now = DemoClock.clock(of: folder).now()
    let files = try ShopProgress(folder: folder).goOn(until: until?.day(in: .utc) ?? CalendarDay(now), seed: seed)
    answer.show(["folder": .string(folder), "files": .array(files.map(JSONValue.string))]) { _ in
      files.isEmpty ? [StyledLine("nothing is due yet", .dim)] : files.map { StyledLine($0) }
    }
  }
}
