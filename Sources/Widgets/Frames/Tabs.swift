import Canvas

/// A row of screens to jump to by digit.
package struct Tabs: Widget, Sendable {
  package struct Tab: Hashable, Sendable {
    package var key: String
    package var title: String
    package init(key: String, title: String) {
      self.key = key
      self.title = title
    }
  }

  package var tabs: [Tab]
  package var selected: Int
  /// Columns that something else on the line wants: where all titles leave less, the titles go.
  package var spared: Int

  package init(_ tabs: [Tab], selected: Int, sparing spared: Int = 0) {
    self.tabs = tabs
    self.selected = selected
    self.spared = spared
  }

  /// The tab under a point, for the mouse.
  package func index(at point: Point, in rect: Rect) -> Int? {
    guard rect.top(1).contains(point) else { return nil }
    return places(rect).firstIndex { $0.contains(point) }
  }

  /// Columns it takes of a rectangle.
  package func width(in rect: Rect) -> Int {
    (places(rect).filter { !$0.isEmpty }.map(\.right).max() ?? rect.x) - rect.x
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    guard !rect.isEmpty else { return }
    for (index, place) in places(rect).enumerated() where !place.isEmpty {
      let isActive = index == selected
      let key = Style(isActive ? .tabActive : .key, isActive ? .underline : [])
      let title = Style(isActive ? .tabActive : .tab, isActive ? .underline : [])
      let end = surface.write(tabs[index].key, at: place.origin, style: key, clip: place)
      guard place.width > end + 1 else { continue }
      surface.write(" " + tabs[index].title, at: Point(x: place.x + end, y: place.y), style: title, clip: place)
    }
  }

  /// All titles when they fit beside what is spared; else the title of the selected one and the keys of the others.
  private func places(_ rect: Rect) -> [Rect] {
    let full = tabs.map { TextWidth.of($0.key) + 1 + TextWidth.of($0.title) }
    let fits = full.reduce(0, +) + 3 * max(0, tabs.count - 1) + spared <= rect.width
    let gap = fits ? 3 : 1
    var x = rect.x
    return tabs.indices.map { index in
      let width = fits || index == selected ? full[index] : TextWidth.of(tabs[index].key)
      defer { x += width + gap }
      return Rect(x: x, y: rect.y, width: width, height: 1).intersection(rect)
    }
  }
}
