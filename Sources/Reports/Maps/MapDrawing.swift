import Canvas
import Charts
import Operations

/// Lays a map out, and the maps within it first.
struct MapDrawing {
  private let map: StateMap
  private let states: [String: NodeState]
  private let zoom: StateMapPicture.Zoom

  init(_ map: StateMap, _ states: [String: NodeState], _ zoom: StateMapPicture.Zoom) {
    (self.map, self.states, self.zoom) = (map, states, zoom)
  }

  func block(depth: Int) -> StateMapPicture.Block {
    let nodes = map.nodes.map { node in
      MapNode(
        node: node, state: states[node.name], isLive: !states.isEmpty, zoom: zoom,
        inner: node.inner.map { MapDrawing($0, states, zoom).block(depth: depth + 1) })
    }
    let ways = map.nodes.enumerated().flatMap { from, node in
      node.ways.enumerated().compactMap { index, way in way.to.map { (from: from, index: index, way: way, to: $0) } }
    }
    let isNumbered = zoom == .full && !map.isOfTables
    let layout = GraphLayout(
      nodes.map(\.size), ways.map { GraphLayout.Edge($0.from, $0.to, isCaught: $0.way.isCaught) }, start: map.start,
      map.isOfTables ? .right : .down, gap: map.isOfTables ? 0 : 2, stub: isNumbered ? 1 : 0)
    var block = StateMapPicture.Block(
      size: layout.size, items: [], labels: [], sketch: LineSketch(), shifted: [])
    for (way, route) in zip(ways, layout.routes) { add(way.way, way.from, way.to, way.index, route, &block) }
    for (node, place) in zip(nodes, layout.places) { add(node, place, depth, &block) }
    return block
  }

  private func add(
    _ way: StateMap.Way, _ from: Int, _ to: Int, _ index: Int, _ route: [Point], _ block: inout StateMapPicture.Block
  ) {
    let isTaken = states[map.nodes[to].name]?.after.contains(map.nodes[from].name) ?? false
    let role: Role = isTaken ? (way.isCaught ? .failed : .ok) : way.isCaught ? .late : .border
    block.sketch.add(
      route, role, weight: isTaken ? 2 : way.isCaught ? 0 : 1, isDotted: way.isCaught, headsDown: !map.isOfTables)
    guard zoom == .full, !way.label.isEmpty, let first = route.first, route.count > 2 else { return }
    block.labels.append((first, way.isCaught ? "x" : "\(index + 1)", role))
  }

  private func add(_ node: MapNode, _ place: Rect, _ depth: Int, _ block: inout StateMapPicture.Block) {
    let lines = node.lines.map { StateMapPicture.Line(text: $0.text, role: $0.role) }
    block.items.append(
      StateMapPicture.Item(
        name: node.node.name, place: place, depth: depth, mark: node.state?.mark, lines: lines,
        isFramed: node.isFramed, role: node.state?.role ?? (states.isEmpty ? .border : .dim),
        isKnown: node.state != nil))
    for (index, (inner, at)) in zip(node.inner, node.innerPlaces).enumerated() {
      let origin = Point(x: place.x + at.x, y: place.y + at.y)
      block.labels.append((Point(x: origin.x, y: origin.y - 1), node.innerHeading(index), .dim))
      take(inner, at: origin, into: &block)
    }
  }

  private func take(_ inner: StateMapPicture.Block, at origin: Point, into block: inout StateMapPicture.Block) {
    let moved = { (point: Point) in Point(x: point.x + origin.x, y: point.y + origin.y) }
    block.items += inner.items.map { $0.moved(by: origin) }
    block.labels += inner.labels.map { (moved($0.place), $0.text, $0.role) }
    block.shifted.append((origin, inner.sketch))
    block.shifted += inner.shifted.map { (moved($0.0), $0.1) }
  }
}

extension StateMapPicture.Item {
  fileprivate func moved(by origin: Point) -> Self {
    Self(
      name: name,
      place: Rect(x: place.x + origin.x, y: place.y + origin.y, width: place.width, height: place.height),
      depth: depth, mark: mark, lines: lines, isFramed: isFramed, role: role, isKnown: isKnown)
  }
}
