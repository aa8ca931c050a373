/// A place to go to, which knows how to open itself. Declared beside its screen:
///
///     extension Destination {
///       static func table(_ name: String) -> Destination {
///         Destination("table", name) { stacks, _ in stacks.push(TableQualityScreen(name), on: .quality, keeping: 1) }
///       }
///     }
struct Destination: Hashable, Sendable {
  /// What it is and which: places of one address are one place.
  let address: [String]
  let open: @Sendable (inout ScreenStacks, Desk) -> Void

  init(_ address: String..., open: @escaping @Sendable (inout ScreenStacks, Desk) -> Void) {
    self.address = address
    self.open = open
  }

  static func == (a: Destination, b: Destination) -> Bool { a.address == b.address }
  func hash(into hasher: inout Hasher) { hasher.combine(address) }

  /// A top screen; the first page of it when one is there already.
  static func screen(_ screen: DashboardScreen) -> Destination {
    Destination("screen", screen.name) { stacks, _ in stacks.show(screen) }
  }
}

/// A screen that knows places to offer in the palette.
protocol PlaceSource {
  var places: [(title: String, detail: String, destination: Destination)] { get }
}
