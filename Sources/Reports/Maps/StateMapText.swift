import Canvas
import Operations

/// A map as lines of text.
package enum StateMapText {
  /// Boxes where the page is wide enough for them, else names alone; nil where not even those fit.
  ///
  /// - Parameter states: what is known of the nodes, by name.
  package static func lines(_ map: StateMap, _ page: Page, _ states: [String: NodeState] = [:]) -> [StyledLine]? {
    for zoom in StateMapPicture.Zoom.allCases {
      let picture = StateMapPicture(map, states, zoom: zoom)
      guard picture.size.width <= page.width ?? Size.largest, picture.size.width < Size.largest,
        picture.size.height < Size.largest
      else { continue }
      var surface = Surface(size: picture.size, glyphs: page.glyphs)
      picture.draw(into: &surface, at: .zero, in: surface.bounds)
      return surface.lines
    }
    return nil
  }
}
