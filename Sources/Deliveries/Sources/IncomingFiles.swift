import Files
import Foundation
import Lake
import Project

/// A file that a source's patterns find.
package struct IncomingFile: Sendable, Equatable {
  package let path: RawPath
  /// As the manifest names it: relative to the project where it lies inside of it. Bytes that are no UTF-8 stand as `\xE9`.
  package let name: String
  package let stamp: FileStamp

  package var size: Int64 { stamp.size }
  package var modifiedAt: Date { stamp.modifiedAt }
}

/// What a source's patterns find now.
package struct IncomingListing: Sendable {
  /// In the order in which they are loaded.
  package var files: [IncomingFile] = []
  /// What fits the patterns and is not read: named as the manifest would, each with the reason.
  package var refused: [(name: String, reason: String)] = []
}

extension SourceDefinition {
  /// Everything its patterns find now. The order of loading is the order of the patterns, and for each the order of the
  /// files' names, numbers in them compared as numbers.
  package func incoming(projectFolder: String) throws -> IncomingListing {
    var listing = IncomingListing()
    var seen: Set<RawPath> = []
    var names: [ExactText: RawPath] = [:]
    for glob in paths {
      let found = try LakeError.reading { () throws(FileError) in try glob.find() }
      listing.refused += found.refused.filter { seen.insert($0.path).inserted }.map {
        (IncomingFile.name(of: $0.path, projectFolder: projectFolder), $0.reason)
      }
      var files: [IncomingFile] = []
      for path in found.files where seen.insert(path).inserted {
        if let suffix = glob.unfinishedSuffix(of: path) {
          let reason = "is still being sent, as \(suffix) says"
          listing.refused.append((IncomingFile.name(of: path, projectFolder: projectFolder), reason))
          continue
        }
        // One that went away since it was found is nobody's delivery any more.
        guard let file = try IncomingFile(path: path, projectFolder: projectFolder) else { continue }
        if let other = names.updateValue(path, forKey: ExactText(file.name)) {
          listing.refused.append((file.name, "has the name that \(other) is kept under; rename one of them"))
        } else {
          files.append(file)
        }
      }
      listing.files += files.map { (FileOrder($0.name), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
    guard changes != nil else { return listing }
    // Changes come after what they change, whatever the names.
    listing.files = listing.files.map { (order(of: $0.name, projectFolder: projectFolder), $0) }
      .sorted { $0.0 < $1.0 }.map(\.1)
    return listing
  }

  /// Where a file of the name comes in the order of loading.
  package func order(of name: String, projectFolder: String) -> SourceOrder {
    let path = name.hasPrefix("/") ? name : projectFolder + "/" + name
    let pattern = paths.firstIndex { $0.matches(path) || $0.matches("/" + name) } ?? paths.count
    return SourceOrder(
      isFullLoad: isFullLoad(name), feedKey: feedKey(name), pattern: pattern, file: FileOrder(name))
  }
}

/// A place in the order of loading of one source's files.
package struct SourceOrder: Comparable, Sendable {
  package let isFullLoad: Bool
  /// What DMS orders its files by; empty for other files, which come before them.
  let feedKey: String
  package let pattern: Int
  package let file: FileOrder

  package static func < (left: SourceOrder, right: SourceOrder) -> Bool {
    if left.isFullLoad != right.isFullLoad { return left.isFullLoad }
    if left.feedKey != right.feedKey { return left.feedKey < right.feedKey }
    return left.pattern != right.pattern ? left.pattern < right.pattern : left.file < right.file
  }
}

/// Names in the order a person reads them: `part-9` before `part-10`. Names that differ in their bytes are never equal.
package struct FileOrder: Comparable, Sendable {
  private let bytes: [UInt8]

  package init(_ name: String) { bytes = Array(name.utf8) }

  package static func < (left: FileOrder, right: FileOrder) -> Bool {
    compare(left.bytes, right.bytes) ?? left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  /// Nil where only leading zeros differ, or nothing does.
  private static func compare(_ left: [UInt8], _ right: [UInt8]) -> Bool? {
    var (a, b) = (0, 0)
    while a < left.count, b < right.count {
      if isDigit(left[a]), isDigit(right[b]) {
        let (one, other) = (number(left, &a), number(right, &b))
        if one.count != other.count { return one.count < other.count }
        if !one.elementsEqual(other) { return one.lexicographicallyPrecedes(other) }
      } else {
        if left[a] != right[b] { return left[a] < right[b] }
        (a, b) = (a + 1, b + 1)
      }
    }
    if a == left.count && b == right.count { return nil }
    return a == left.count
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// The digits from a place on, without leading zeros; the place moves behind them.
  private static func number(_ bytes: [UInt8], _ at: inout Int) -> ArraySlice<UInt8> {
    let start = at
    while at < bytes.count, isDigit(bytes[at]) { at += 1 }
    return bytes[start..<at].drop { $0 == 0x30 }
  }
}

extension IncomingFile {
  /// Nil when nothing is there any more.
  package init?(path: RawPath, projectFolder: String) throws(LakeError) {
    guard let stamp = FileStamp(path: path) else {
      if errno == ENOENT { return nil }
      throw LakeError(.fileUnreadable, "cannot read \(path): \(String(cString: strerror(errno)))")
    }
    self.path = path
    name = Self.name(of: path, projectFolder: projectFolder)
    self.stamp = stamp
  }

  package static func name(of path: RawPath, projectFolder: String) -> String {
    let folder = RawPath(projectFolder + "/")
    let inside = path.bytes.starts(with: folder.bytes)
    let rest = inside ? path.bytes.dropFirst(folder.bytes.count) : path.bytes.drop { $0 == 0x2F }
    return RawPath(bytes: Array(rest)).description
  }
}

extension FileGlob {
  /// What says that a file is not whole yet, unless the pattern asks for such files.
  fileprivate func unfinishedSuffix(of path: RawPath) -> String? {
    Arrival.suffixes.first { path.bytes.ends(with: $0.utf8) && !pattern.hasSuffix($0) }
  }
}

extension Array<UInt8> {
  fileprivate func ends(with suffix: some Collection<UInt8>) -> Bool {
    count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
  }
}

extension LakeError {
  /// Gives an error of a file a step's name and wording.
  package static func reading<Result>(_ body: () throws(FileError) -> Result) throws(LakeError) -> Result {
    do throws(FileError) { return try body() } catch { throw LakeError(.fileUnreadable, "\(error)") }
  }
}
