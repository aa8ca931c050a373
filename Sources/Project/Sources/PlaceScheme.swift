/// What the addresses of one kind of source begin with, and what they can say. Who reads them is a `SourceReader` of Lake.
package struct PlaceScheme: Sendable, Hashable {
  /// In lower case: `s3`.
  package let name: String
  /// What to write where an address names no file.
  let advice: String
  /// The place can be asked which files it has, so that a path may be a pattern.
  let listsFiles: Bool

  package init(_ name: String, advice: String = "name a file", listsFiles: Bool = false) {
    (self.name, self.advice, self.listsFiles) = (name, advice, listsFiles)
  }

  package static let s3 = PlaceScheme("s3", advice: "name files, as s3://bucket/folder/*.csv", listsFiles: true)
  package static let https = PlaceScheme("https")
  package static let http = PlaceScheme("http")

  /// All that a project's sources may have.
  package static let all: [PlaceScheme] = [.s3, .https, .http]
}
