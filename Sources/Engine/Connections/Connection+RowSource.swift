import CDuckDB

extension Connection {
  /// Makes a source readable as `name()` on every connection of the database. Registering a name again puts the new source
  /// in the place of the old one for statements that start afterwards.
  ///
  /// - Parameter name: letters, digits and underscores, starting with no digit.
  package func register(_ source: any RowSource, name: String) throws {
    guard Self.isPlainName(name) else { throw RowSourceError.invalidName(name) }
    guard !source.columns.isEmpty else { throw RowSourceError.noColumns }
    let isDone = try exclusively("", []) {
      database.rowFunctions.withLock { functions in
        if let known = functions[name] {
          known.replace(with: source)
          return true
        }
        let function = RowFunction(name: name, source: source)
        guard register(function) else { return false }
        functions[name] = function
        return true
      }
    }
    // The engine refuses only what is taken: one of its own functions has the name.
    guard isDone else { throw RowSourceError.invalidName(name) }
  }

  /// Lets go of a source. Statements that are reading it go on; new ones fail.
  package func unregister(name: String) {
    database.rowFunctions.withLock { $0[name]?.replace(with: nil) }
  }

  private func register(_ function: RowFunction) -> Bool {
    let api = table.pointee
    var raw = api.create_table_function()
    defer { api.destroy_table_function(&raw) }
    api.table_function_set_name(raw, function.name)
    api.table_function_set_extra_info(raw, Unmanaged.passRetained(function).toOpaque(), RowCallbacks.release)
    api.table_function_set_bind(raw, RowCallbacks.bind)
    api.table_function_set_init(raw, RowCallbacks.begin)
    api.table_function_set_local_init(raw, RowCallbacks.beginThread)
    api.table_function_set_function(raw, RowCallbacks.scan)
    api.table_function_supports_projection_pushdown(raw, true)
    return api.register_table_function(self.raw, raw) == 0
  }

  private static func isPlainName(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "_")
    }
  }
}
