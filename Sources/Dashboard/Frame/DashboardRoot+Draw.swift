import Canvas
import Interaction
import Widgets

extension DashboardRoot {
  package func draw(into surface: inout Surface, in rect: Rect, _ surroundings: Surroundings) {
    let desk = desk.atThisMoment
    header(desk, surface.glyphs).draw(into: &surface, in: layout.header)
    drawCrumbs(&surface, layout.tabs)
    staleNotice?.draw(into: &surface, in: layout.notice)
    top.draw(into: &surface, desk)
    if let entry { entry.draw(into: &surface, in: layout.footer) } else { drawFooter(&surface, surroundings) }
  }

  private func header(_ desk: Desk, _ glyphs: Glyphs) -> HeaderBar {
    let identity = desk.identity
    var left = [
      HeaderBar.Part("assay", style: Style(.dim, on: .header), priority: 2),
      HeaderBar.Part(identity.project, style: Style(.header, on: .header, .bold), priority: 8),
      HeaderBar.banner(TextFit.truncate(identity.environment, to: 24)),
    ]
    if desk.options.isReadOnly {
      left.append(HeaderBar.Part("READ ONLY", style: Style(.header, on: .header, .bold), priority: 8))
    }
    // The overview says it in words.
    if let concerns, concerns > 0, desk.lookProblem == nil, !(top is OverviewScreen) {
      let badge = "\(glyphs.needs) \(concerns)"
      left.append(HeaderBar.Part(badge, style: Style(.late, on: .header, .bold), priority: 7))
    }
    if desk.lookProblem != nil {
      left.append(HeaderBar.Part("? STALE", style: Style(.header, on: .header, .bold), priority: 7))
    }
    let facts = [identity.engine, identity.account].filter { !$0.isEmpty }.map {
      HeaderBar.Part($0, style: Style(.dim, on: .header), priority: 1)
    }
    return HeaderBar(left: left, right: facts + [HeaderBar.Part(desk.clockText.nowWithZone, priority: 6)])
  }

  private var tabs: [Tabs.Tab] { stacks.homes.map { Tabs.Tab(key: $0.key.label, title: $0.title) } }

  /// On a page below a screen the way to it counts more than the titles of the other screens.
  var tabBar: Tabs {
    let crumbs = stacks.isDeep ? TextWidth.of(stacks.crumbs.joined(separator: Self.crumbRoom)) + 5 : 0
    return Tabs(tabs, selected: stacks.currentPosition, sparing: crumbs)
  }

  /// As wide as the sign between crumbs, in every set of glyphs.
  private static let crumbRoom = "   "

  /// The screens at the left, and the way to where one is at the right.
  private func drawCrumbs(_ surface: inout Surface, _ line: Rect) {
    tabBar.draw(into: &surface, in: line)
    let used = tabBar.width(in: line) + 3
    guard stacks.isDeep, line.width > used + 8 else { return }
    let text = stacks.crumbs.joined(separator: surface.glyphs.crumb)
    let room = line.inset(left: used + 2)
    let shown =
      TextWidth.of(text) <= room.width
      ? text
      : surface.glyphs.ellipsis + TextFit.suffix(text, columns: room.width - TextWidth.of(surface.glyphs.ellipsis))
    surface.write(shown, in: room, align: .right, style: Style(.dim))
  }

  private func drawFooter(_ surface: inout Surface, _ surroundings: Surroundings) {
    let glyphs = surface.glyphs
    let pinned = [ActionID.help, .quit].compactMap { id in
      surroundings.offers.first { $0.id == id }.map { KeyHint($0, glyphs: glyphs) }
    }
    // Actions that cannot be done now stay in the help, with the reason; the footer has no room for them.
    let hints = surroundings.offers.filter(\.isEnabled).footer(glyphs)
    // A dialog on top has keys of its own, the same in every dialog.
    let ofDialog = [KeyHint("Tab", "next"), KeyHint("Enter", "choose"), KeyHint("Esc", "close")]
    let notice = surroundings.notice
    KeyBar(
      surroundings.isTop ? hints : ofDialog, pinned: pinned, message: notice?.text,
      messageRole: Self.role(notice?.kind ?? .plain)
    )
    .draw(into: &surface, in: layout.footer)
  }

  private static func role(_ kind: Notice.Kind) -> Role {
    switch kind {
    case .plain: .accent
    case .good: .ok
    case .warning: .late
    case .failure: .failed
    }
  }
}
