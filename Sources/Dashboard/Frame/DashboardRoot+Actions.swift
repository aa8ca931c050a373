import Canvas
import Interaction
import Widgets

extension DashboardRoot {
  mutating func perform(_ action: ActionID, _ surroundings: Surroundings) -> Effects {
    if let screen = stacks.homes.first(where: { $0.opening == action }) {
      // Who asks for a screen wants to be there, even if it is the one a run was started from.
      startPlace = nil
      return go(.screen(screen))
    }
    if let page = desk.options.screens.page(openedBy: action) {
      return page.destination(from: top).map { go($0) } ?? []
    }
    switch action {
    case .quit: return [.quit(exitCode: 0)]
    case .help: return [.openOverOffers { HelpLayer(offers: $0) }]
    case .palette: return palette(surroundings)
    case .refresh: return top.requests(.forced, desk) + [.notify(Notice("asking anew"))]
    case .mouse:
      let captured = !surroundings.mouseIsCaptured
      let text =
        captured ? "the mouse is the dashboard's again" : "the mouse is the terminal's: select text; M takes it back"
      return [.captureMouse(captured), .notify(Notice(text))]
    case .back: return back()
    case .filter, .findInLists: return beginLine(.filter)
    case .search: return beginLine(.search)
    case .range: return beginLine(.range)
    case .nameAlarm: return beginLine(.name)
    case .rerun: return RunVerbs.plan(top.subject, desk)
    case .redrive: return RunVerbs.planRedrive(top.subject, desk)
    case .stop: return RunVerbs.confirmStop(top.subject, desk)
    case .markGood: return RunVerbs.confirmMark(top.subject, desk)
    case .editInput: return beginLine(.input)
    case .copy: return copy()
    case .export: return chooseExport()
    default: return top.perform(action, desk)
    }
  }

  /// Clears a filter first, then leaves the screen.
  private mutating func back() -> Effects {
    for purpose in [LinePurpose.search, .filter] where !(top.line(purpose) ?? "").isEmpty {
      _ = top.type("", purpose, isFinal: true)
      return top.requests(.ticked, desk)
    }
    guard stacks.isDeep else { return [] }
    stacks.pop()
    return top.requests(.appeared, desk)
  }

  private func copy() -> Effects {
    guard let copied = top.copyText(desk) else { return [] }
    // Pasted into a shell a control character could do something, so none is copied.
    return [.copy(TextSanitizer.text(copied.text))]
  }

  private func palette(_ surroundings: Surroundings) -> Effects {
    let places = paletteDestinations
    let glyphs = surroundings.glyphs
    return [
      .openOverOffers { offers in
        PaletteLayer(offers: Self.forPalette(offers), destinations: places, glyphs: glyphs) { message in
          if case .themesKnown(let themes) = message.event { themes.map(Self.destination) } else { [] }
        }
      }
    ]
  }

  /// Screens first; what only moves a cursor comes last, as nobody looks for it by name.
  private static func forPalette(_ offers: [Offer]) -> [Offer] {
    let rank = { (offer: Offer) in offer.action.group == "Screens" ? 0 : offer.action.group == "Move" ? 2 : 1 }
    return (0...2).flatMap { wanted in offers.filter { rank($0) == wanted } }
  }

  private static func destination(_ theme: Theme) -> PaletteLayer<DashboardMessage>.Destination {
    .init(PaletteEntry("theme \(theme.name)", detail: theme.title), DashboardMessage(.use(theme)))
  }

  private var paletteDestinations: [PaletteLayer<DashboardMessage>.Destination] {
    let places = stacks.all.compactMap { $0 as? any PlaceSource }.flatMap(\.places)
    let themes = desk.options.themes.map(Self.destination)
    return places.map { place in
      .init(PaletteEntry(place.title, detail: place.detail), DashboardMessage(.go(place.destination)))
    } + themes
  }

  // MARK: typing a line

  private func historyKey(_ purpose: LinePurpose) -> String { "\(stacks.current.name).\(type(of: top)).\(purpose)" }

  private mutating func beginLine(_ purpose: LinePurpose) -> Effects {
    guard let text = top.line(purpose) else { return [] }
    entry = LineEntry(purpose, text)
    return []
  }

  mutating func receive(_ input: Input) -> Effects {
    guard entry == nil else { return typeLine(input) }
    guard case .mouse(let mouse) = input else { return [.keepFrame] }
    return receive(mouse)
  }

  private mutating func typeLine(_ input: Input) -> Effects {
    guard var line = entry, case let purpose = line.purpose else { return [] }
    if case .mouse = input { return [.keepFrame] }
    let outcome = line.receive(input, history: history[historyKey(purpose), default: []])
    let text = outcome == .cancelled ? line.original : line.text.text
    line.problem = top.type(text, purpose, isFinal: outcome != .typing)
    entry = outcome == .typing || (outcome == .finished && line.problem != nil) ? line : nil
    if entry == nil, outcome == .finished { remember(text, purpose) }
    return top.requests(.ticked, desk)
  }

  private mutating func remember(_ text: String, _ purpose: LinePurpose) {
    guard !text.isEmpty else { return }
    var lines = history[historyKey(purpose), default: []].filter { $0 != text }
    lines.append(text)
    history[historyKey(purpose)] = lines.suffix(50)
  }

  // MARK: the mouse

  private mutating func receive(_ mouse: Mouse) -> Effects {
    switch mouse.deed {
    case .wheelUp, .wheelDown:
      let action: ActionID = mouse.deed == .wheelUp ? .up : .down
      return (0..<3).reduce(into: Effects()) { effects, _ in effects += top.perform(action, desk) }
    case .press where mouse.button == .left:
      if let tab = tabBar.index(at: mouse.at, in: layout.tabs) {
        return go(.screen(stacks.homes[tab]))
      }
      return layout.body.contains(mouse.at) ? top.press(at: mouse.at, desk) : [.keepFrame]
    default: return [.keepFrame]
    }
  }
}
