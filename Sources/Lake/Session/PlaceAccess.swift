/// Whether a place can be read from, for people.
package struct PlaceAccess: Sendable, Hashable {
  package let works: Bool
  /// What lets in, or why nothing does.
  package let text: String
  /// The command that mends it.
  package let remedy: String?

  package init(works: Bool, text: String, remedy: String? = nil) {
    (self.works, self.text, self.remedy) = (works, text, remedy)
  }

  /// Of places that have no question which costs nothing.
  package static let unasked = PlaceAccess(works: true, text: "is asked by a run only")
}
