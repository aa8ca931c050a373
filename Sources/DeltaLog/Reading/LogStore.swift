import Storage

/// A store as a log uses it: what goes wrong is the log's error.
struct LogStore: Sendable {
  let objects: any ObjectStore

  func names(in folder: String) throws(DeltaError) -> [String]? {
    do throws(StorageError) { return try objects.list(folder) } catch { throw DeltaError(error) }
  }

  func exists(_ path: String) -> Bool { objects.exists(path) }

  func status(of path: String) throws(DeltaError) -> ObjectStatus {
    do throws(StorageError) {
      guard let status = try objects.status(of: path) else { throw StorageError.missing(path, "look at") }
      return status
    } catch { throw DeltaError(error) }
  }

  /// - Parameter count: no more bytes than these; nil for all.
  func read(_ path: String, upTo count: Int? = nil) throws(DeltaError) -> [UInt8] {
    do throws(StorageError) { return try objects.read(path, from: 0, upTo: count) } catch { throw DeltaError(error) }
  }

  func put(_ bytes: [UInt8], at path: String) throws(DeltaError) {
    do throws(StorageError) { try objects.put(bytes, at: path) } catch { throw DeltaError(error) }
  }

  func putIfAbsent(_ bytes: [UInt8], at path: String, modified: Int64) throws(DeltaError) -> Bool {
    do throws(StorageError) {
      return try objects.putIfAbsent(bytes, at: path, modified: modified)
    } catch { throw DeltaError(error) }
  }

  func place(_ temporary: String, at path: String) throws(DeltaError) {
    do throws(StorageError) { try objects.place(temporary, at: path) } catch { throw DeltaError(error) }
  }

  func bring(_ path: String) throws(DeltaError) {
    do throws(StorageError) { try objects.bring([path]) } catch { throw DeltaError(error) }
  }

  func remove(_ path: String) throws(DeltaError) {
    do throws(StorageError) { try objects.remove(path) } catch { throw DeltaError(error) }
  }

  func makeDurable(_ paths: [String], under root: String) throws(DeltaError) {
    do throws(StorageError) { try objects.makeDurable(paths, under: root) } catch { throw DeltaError(error) }
  }

  func sweepUnfinished(in folder: String, olderThan age: Duration) throws(DeltaError) -> [String] {
    do throws(StorageError) {
      return try objects.sweepUnfinished(in: folder, olderThan: age)
    } catch { throw DeltaError(error) }
  }
}
