import DeltaLog
import Foundation
import Lake
import Words

/// Files that another engine wrote for a table, by their names, where they lie until they are the table's.
protocol SharedPlace {
  /// Their sizes in bytes; throws by name where one is not there.
  func sizes(of names: [String]) throws(LakeError) -> [Int64]

  /// For each a file of this machine that ends as it does, which is where Parquet files say what is in them. What stands before
  /// its end is not to be read. They are there as long as this is.
  func ends(of files: [(name: String, size: Int64)]) throws(LakeError) -> [String]

  /// Gives them places in a table's folder; where it throws none is left there.
  func move(_ moves: [(name: String, path: String)]) throws(LakeError)

  /// Removes what is left there.
  func discard()
}

/// Files of this machine.
struct SharedFolder: SharedPlace {
  let table: TableName
  let folder: String

  func sizes(of names: [String]) throws(LakeError) -> [Int64] {
    var sizes: [Int64] = []
    for name in names { sizes.append(try AddFile(shared: name, in: folder, for: table).size) }
    return sizes
  }

  func ends(of files: [(name: String, size: Int64)]) -> [String] { files.map { "\(folder)/\($0.name)" } }

  func move(_ moves: [(name: String, path: String)]) throws(LakeError) {
    for (number, move) in moves.enumerated() {
      do throws(LakeError) {
        try self.move("\(folder)/\(move.name)", to: move.path)
      } catch {
        for done in moves[..<number] { unlink(done.path) }
        throw error
      }
    }
  }

  private func move(_ path: String, to place: String) throws(LakeError) {
    let parent = (place as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    } catch {
      throw LakeError.notMade(folder: parent, error)
    }
    guard rename(path, place) == 0 else {
      throw LakeError(.notWritable, "\(place) cannot be made: \(String(cString: strerror(errno)))")
    }
  }

  func discard() {
    // What stays is swept by the next worker.
    try? FileManager.default.removeItem(atPath: folder)
  }
}
