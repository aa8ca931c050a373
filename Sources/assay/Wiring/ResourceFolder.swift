import Engine
import Foundation

/// A folder that comes with the program: `sample_data` or `themes`.
struct ResourceFolder {
  let name: String
  private let places: DataPlaces

  init(_ name: String, variables: [String: String] = ProcessInfo.processInfo.environment) {
    self.name = name
    places = DataPlaces(environment: variables)
  }

  /// All that are there and may be read, the one that counts most first.
  var all: [String] { places.found(name).filter(FolderPath.isFolder) }

  /// The one that counts most.
  var path: String? { all.first }

  /// A folder that is there and is left alone, because somebody else owns it.
  var distrusted: String? { places.distrusted(name) }

  func find() throws(Failure) -> String {
    if let path { return path }
    let searched = "looked for \(places.paths(of: name).joined(separator: ", "))"
    let other = distrusted.map { "; \($0) is left alone, because it belongs to somebody else or anybody may write it" }
    throw Failure(
      .missing, "the folder \(name) is missing (\(searched)\(other ?? "")); set ASSAY_HOME to the folder it is in")
  }
}
