import Canvas
import Operations
import Presentation
import Words

/// What is known of a node while its execution goes on.
package struct NodeState: Sendable, Hashable {
  package var mark: Status
  package var role: Role
  /// `12 s`, `2 tries`, `1,204 rows`.
  package var facts: String
  /// The nodes it was come to from.
  package var after: [String]

  package init(mark: Status, role: Role, facts: String, after: [String]) {
    (self.mark, self.role, self.facts, self.after) = (mark, role, facts, after)
  }
}

/// A node as a box: how large it is, and its lines.
struct MapNode {
  let node: StateMap.Node
  let state: NodeState?
  /// States are told of on this map.
  let isLive: Bool
  let zoom: StateMapPicture.Zoom
  /// The maps within, drawn already.
  let inner: [StateMapPicture.Block]

  private static let widest = 38

  /// Of a full box: what it does, and where it leads to; the numbers are those of its lines.
  var lines: [(text: String, role: Role)] {
    guard zoom == .full else { return [] }
    var lines = node.note.isEmpty ? [] : [(node.note, Role.dim)]
    if let facts = state?.facts, !facts.isEmpty { lines.append((facts, .text)) }
    let named = node.ways.enumerated().filter { !$0.element.label.isEmpty }
    lines += named.map { index, way in
      (way.isCaught ? "x \(way.label)" : "\(index + 1) \(way.label)", way.isCaught ? Role.late : .dim)
    }
    if node.ways.contains(where: { $0.to == nil }), !node.ways.isEmpty { lines.append(("the end", .dim)) }
    return lines
  }

  /// With room for a state in any level of glyphs, so that none moves anything when it comes.
  private var titleWidth: Int { TextWidth.of(node.name) + (isLive ? 3 : 0) }

  var isFramed: Bool { zoom == .full || !inner.isEmpty }

  var size: Size {
    let widths = [titleWidth] + lines.map { TextWidth.of($0.text) }
    let content = inner.reduce(0) { $0 + $1.size.width + 2 }
    let width = max(min(Self.widest, widths.max() ?? 0), content)
    guard isFramed else { return Size(width: min(Self.widest, titleWidth), height: 1) }
    let innerHeight = inner.map { $0.size.height + 1 }.max() ?? 0
    return Size(width: width + 4, height: 3 + lines.count + innerHeight)
  }

  /// Where each inner map goes, within the box.
  var innerPlaces: [Point] {
    var x = 2
    return inner.map { block in
      defer { x += block.size.width + 2 }
      return Point(x: x, y: 2 + lines.count + 1)
    }
  }

  func innerHeading(_ index: Int) -> String { node.kind == "Map" ? "each item" : "branch \(index + 1)" }
}
