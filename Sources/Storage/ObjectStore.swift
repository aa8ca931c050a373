/// Where the bytes of a lake are: whole objects by path, in folders that come and go with what is in them.
///
/// An object is there whole or not at all, and one that is there under a name that was put once never changes by being put
/// again with `putIfAbsent`. What a call has returned from is kept, also when the machine stops the moment after; files that
/// others wrote into the store are, once `makeDurable` returns. Calls block, and may be made from any thread and any number
/// of processes. `LocalStore` keeps objects as files; every implementation passes the suite in Tests/StorageSupport.
///
/// Programs that know no store, such as an engine, work on files: where objects are none, `bring` makes files of them, and
/// `send`, `makeDurable` and `place` make objects of files.
package protocol ObjectStore: Sendable {
  /// The names directly in a folder, those of folders among them, in any order; nil where there is no such folder. No
  /// snapshot: what is put meanwhile may be among them or not.
  func list(_ folder: String) throws(StorageError) -> [String]?

  /// The paths of all objects in a folder and in those below, in any order; none where there is no such folder.
  func everything(in folder: String) throws(StorageError) -> [String]

  /// Nil where no object has the path.
  func status(of path: String) throws(StorageError) -> ObjectStatus?

  /// The bytes from a place on, and no more than `count` of them where it is not nil; fewer, or none, where the object ends.
  func read(_ path: String, from start: Int64, upTo count: Int?) throws(StorageError) -> [UInt8]

  /// Puts an object, in place of one that has the path.
  func put(_ bytes: [UInt8], at path: String) throws(StorageError)

  /// Puts an object where none has the path; false, and nothing is changed, where one has. Of any number of callers at once
  /// one is told true.
  ///
  /// - Parameter modified: the object's time from now on, in milliseconds since 1970, where the store can keep one.
  func putIfAbsent(_ bytes: [UInt8], at path: String, modified: Int64?) throws(StorageError) -> Bool

  /// Gives an object that another program wrote under a temporary name its own, in place of one that has it.
  func place(_ temporary: String, at path: String) throws(StorageError)

  /// Gives an object another path, in place of one that has it. None of its bytes need come to this machine.
  func move(_ path: String, to place: String) throws(StorageError)

  /// Removes an object; that none has the path is no error.
  func remove(_ path: String) throws(StorageError)

  /// Those of some paths that no object has, in their order.
  func missing(among paths: [String]) throws(StorageError) -> [String]

  /// Sees to it that objects are files of this machine under their paths, for programs that know no store.
  func bring(_ paths: [String]) throws(StorageError)

  /// Makes objects of files that a program of this machine wrote under their paths, and brought to the disk.
  func send(_ paths: [String]) throws(StorageError)

  /// Sees to it that objects which other programs wrote are kept.
  ///
  /// - Parameter root: the folder above which everything is kept already.
  func makeDurable(_ paths: [String], under root: String) throws(StorageError)

  /// Removes what writers that were killed left unfinished in a folder, once it is older than the given time; names what
  /// went.
  func sweepUnfinished(in folder: String, olderThan age: Duration) throws(StorageError) -> [String]

  /// Removes copies of objects that this machine keeps, those first that nobody wanted for longest, until the others are no
  /// larger than a limit together. Copies that somebody may be reading stay.
  ///
  /// - Parameter limit: in bytes.
  /// - Returns: the bytes that became free; none where objects are files.
  func trimCopies(to limit: Int64) throws(StorageError) -> Int64

  /// How a program reads objects itself, by the addresses that people are told, without that they are brought; nil where
  /// they are files, or where such a program could not do all that is asked of whoever reads them.
  func access() throws(StorageError) -> ObjectAccess?
}

package struct ObjectStatus: Sendable, Hashable {
  /// In bytes.
  package let size: Int64
  /// Milliseconds since 1970.
  package let modified: Int64

  package init(size: Int64, modified: Int64) {
    self.size = size
    self.modified = modified
  }
}

/// A store whose objects are files.
extension ObjectStore {
  package func bring(_ paths: [String]) throws(StorageError) {}
  package func send(_ paths: [String]) throws(StorageError) {}
  package func trimCopies(to limit: Int64) throws(StorageError) -> Int64 { 0 }
  package func access() throws(StorageError) -> ObjectAccess? { nil }
}

extension ObjectStore {
  /// By names: where an object has one, no folder is looked for.
  package func everything(in folder: String) throws(StorageError) -> [String] {
    var found: [String] = []
    for name in try list(folder) ?? [] {
      let path = folder + "/" + name
      if try status(of: path) != nil { found.append(path) } else { found += try everything(in: path) }
    }
    return found
  }

  package func missing(among paths: [String]) throws(StorageError) -> [String] {
    var missing: [String] = []
    for path in paths where try status(of: path) == nil { missing.append(path) }
    return missing
  }

  package func move(_ path: String, to place: String) throws(StorageError) {
    try put(try read(path), at: place)
    try remove(path)
  }

  package func read(_ path: String) throws(StorageError) -> [UInt8] { try read(path, from: 0, upTo: nil) }

  /// What cannot be looked at is not there: whoever opens it is told why.
  package func exists(_ path: String) -> Bool {
    do throws(StorageError) { return try status(of: path) != nil } catch { return false }
  }
}
