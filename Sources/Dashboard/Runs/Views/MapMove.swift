import Canvas
import Interaction
import Reports

/// From one box of a map to the next in a direction.
enum MapMove {
  case up, down, left, right

  init?(_ action: ActionID) {
    switch action {
    case .up: self = .up
    case .down: self = .down
    case .left: self = .left
    case .right: self = .right
    default: return nil
    }
  }

  /// The nearest that way: a box straight on before one that is nearer and aside.
  func next(from name: String?, in picture: StateMapPicture) -> String? {
    guard let here = name.flatMap(picture.item) else { return picture.items.first?.name }
    let from = Self.anchor(here)
    let ahead = picture.items.compactMap { item -> (cost: Int, name: String)? in
      let to = Self.anchor(item)
      let (x, y) = (to.x - from.x, to.y - from.y)
      switch self {
      case .down where y > 0: return (y * 2 + abs(x), item.name)
      case .up where y < 0: return (-y * 2 + abs(x), item.name)
      case .right where x > 0: return (x + abs(y) * 8, item.name)
      case .left where x < 0: return (-x + abs(y) * 8, item.name)
      default: return nil
      }
    }
    return ahead.min { $0.cost < $1.cost }?.name
  }

  private static func anchor(_ item: StateMapPicture.Item) -> Point {
    Point(x: item.place.x + item.place.width / 2, y: item.place.y)
  }
}
