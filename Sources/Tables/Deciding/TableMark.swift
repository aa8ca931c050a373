import DeltaLog
import JSON

/// Which state of a table a bookmark of the journal was written for. A journal that comes from another lake, or is newer than
/// a lake that was restored, has bookmarks of tables that are not these.
enum TableMark {
  private static let key = "of"

  static func put(_ snapshot: Snapshot, into bookmark: inout JSONObject) {
    bookmark[key] = .string("\(snapshot.metadata.id) \(snapshot.version)")
  }

  /// Nil where the bookmark does not say: it was written before there were marks.
  static func fits(_ bookmark: JSONObject, _ snapshot: Snapshot) -> Bool? {
    guard let words = bookmark[key]?.stringValue?.split(separator: " "), words.count == 2,
      let version = Int64(words[1])
    else { return nil }
    return words[0] == snapshot.metadata.id && version <= snapshot.version
  }
}
