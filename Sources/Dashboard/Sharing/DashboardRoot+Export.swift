import Canvas
import Interaction
import Operations
import Presentation
import Widgets
import Words

extension DashboardRoot {
  /// Asks what to write: the rows, or the picture.
  func chooseExport() -> Effects {
    var choices: [PaletteLayer<DashboardMessage>.Destination] = []
    if let table = top.exportTable(desk) {
      let rows = FigureText.plural(table.rows.count, "row")
      choices.append(
        .init(PaletteEntry("\(table.name) as CSV", detail: "\(rows), exact values"), DashboardMessage(.export(.csv))))
    }
    choices.append(
      .init(PaletteEntry("this screen as text", detail: "as it stands"), DashboardMessage(.export(.picture))))
    return [.open(PaletteLayer(offers: [], destinations: choices))]
  }

  func export(_ form: ExportForm) -> Effects {
    let desk = desk.atThisMoment
    let file: ExportFile
    switch form {
    case .csv:
      guard let table = top.exportTable(desk) else { return [.notify(Notice("there are no rows", .warning))] }
      file = ExportFile(
        folder: desk.options.exportFolder, name: table.name, at: desk.now, suffix: "csv", content: table.csv)
    case .picture:
      file = ExportFile(
        folder: desk.options.exportFolder, name: top.crumb, at: desk.now, suffix: "txt", content: pictureText(desk))
    }
    return [
      .work(.export) { _ in
        let answer = Answer<String>(asking: {
          let path = try file.write()
          return "wrote \(path) (\(NumberText.bytes(file.content.utf8.count)))"
        })
        return DashboardMessage(.exported(answer))
      }
    ]
  }

  /// The screen at a size of its own, so that a file does not depend on the window.
  private func pictureText(_ desk: Desk) -> String {
    var screen = top
    let size = Size(width: 120, height: 60)
    screen.arrange(in: Rect(size: size), desk)
    var surface = Surface(size: size)
    screen.draw(into: &surface, desk)
    let title =
      "\(desk.identity.project) \(desk.identity.environment), \(ClockText(desk.identity.timeZone, now: .distantPast).moment(desk.now)) \(desk.clockText.nowWithZone)"
    return TextSanitizer.line(title) + "\n\n" + surface.picture() + "\n"
  }
}
