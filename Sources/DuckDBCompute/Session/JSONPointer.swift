/// A JSON pointer (RFC 6901): unlike a JSON path it can name every member, also `*`, an empty one, or one with quotes.
enum JSONPointer {
  static func member(_ name: String) -> String {
    "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
  }
}
