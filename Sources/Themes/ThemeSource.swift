import Canvas

/// A theme file as written: names not looked up yet, so that a theme can inherit from another and change its palette.
struct ThemeSource: Sendable {
  struct Place: Hashable, Sendable {
    var line = 0
    var column = 0
  }

  /// `red with white bold`.
  struct Look: Hashable, Sendable {
    var colour: String
    var ink: String?
    var attributes: Attributes
    var place: Place
  }

  var file: String
  var name: String
  var title: String
  var isLight = false
  var inherits: String?
  var inheritsPlace = Place()
  var palette: [String: Colour] = [:]
  var roles: [Role: Look] = [:]
  var grounds: [Ground: Look] = [:]

  /// This theme on top of another's palette, roles and grounds.
  func layered(over parent: ThemeSource) -> ThemeSource {
    var result = self
    result.palette = parent.palette.merging(palette) { _, own in own }
    result.roles = parent.roles.merging(roles) { _, own in own }
    result.grounds = parent.grounds.merging(grounds) { _, own in own }
    return result
  }
}
