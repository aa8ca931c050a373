import ArgumentParser
import Clocks
import Foundation
import Reports
import SampleShop

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "A whole shop with fourteen days of data, the last of them today.",
    discussion: """
      Copies the sample project to DIR and really runs its days. On day 9 the orders' file was broken and the run was \
      repeated with a good one; on day 14 the payments came late, and the repetition waits for you. Opens the \
      dashboard; without a terminal it prints the status and the Gold report. A demo that is there already is opened as \
      it is.

      With --live it goes on by itself: sixty days ago a scheduler begins to let each day's files come at six and to run \
      the pipeline at ten past. A day takes a minute, or as long as its runs take. Now and then a file is broken or late, \
      an alarm goes on, and the next day makes it good. It ends with the program.
      """)

  @Flag(
    name: .long, help: "Let a day pass each minute: files come, the scheduler runs the pipeline, alarms go on and off.")
  var live = false

  @Option(name: .long, help: ArgumentHelp("With --live: seconds that a day takes at least.", valueName: "seconds"))
  var pace = 60

  @Option(name: .long, help: ArgumentHelp("With --live: how many days pass. Default: until today.", valueName: "count"))
  var days: Int?

  @Flag(name: .long, help: "Make the demo anew, or use a folder that holds something else.")
  var force = false

  @Argument(help: "The folder to make. Default: assay-demo, with --live assay-live.")
  var dir: String?

  private var target: String { dir ?? (live ? "assay-live" : "assay-demo") }

  func validate() throws {
    guard (1...86_400).contains(pace) else { throw ValidationError("--pace is from 1 to 86400 seconds") }
    guard days.map({ $0 > 0 }) ?? true else { throw ValidationError("--days is a number from 1") }
    if !live, days != nil || pace != 60 { throw ValidationError("--pace and --days go with --live") }
  }

  func run() throws {
    let console = Console.standard
    let folder = DemoFolder(path: FolderPath.absolute(target))
    if folder.isComplete, !force {
      console.explain("\(folder.path) is opened as it is; --force makes the demo anew, without what was changed in it")
    } else {
      try make(folder, console)
    }
    let opening = DemoOpening(folder: folder, name: target, console: console)
    try live ? opening.play(pace: TimeInterval(pace), days: days) : opening.show()
  }

  private func make(_ folder: DemoFolder, _ console: Console) throws {
    var now = Date()
    if live { now = CalendarDay(now).advanced(by: -DemoLife.daysBefore).start.addingTimeInterval(7 * 3600) }
    let shop = ShopGenerator(seed: 42, days: ShopProgress.days, until: CalendarDay(now))
    try folder.prepare(from: try ResourceFolder("sample_data").find(), force: force)
    let script = DemoScript(shop: shop, now: now)
    let days = DemoRun(folder: folder.path, script: script, console: console)
    console.print([StyledLine("\(folder.path): the sample shop, \(shop.date(ofDay: 0)) to \(shop.until)")])
    try days.run()
    try folder.markComplete()
  }
}
