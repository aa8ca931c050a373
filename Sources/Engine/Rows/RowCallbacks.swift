import CDuckDB

/// What the engine calls while a statement reads a row source, on threads of its own. Nothing may be thrown through C and
/// nothing may trap, so each callback turns what goes wrong into an error of the statement.
enum RowCallbacks {
  static let release: @convention(c) (UnsafeMutableRawPointer?) -> Void = { pointer in
    if let pointer { Unmanaged<AnyObject>.fromOpaque(pointer).release() }
  }

  static let bind: @convention(c) (cduckdb_bind?) -> Void = { info in
    guard let api = EngineLibrary.current?.table.pointee else { return }
    guard let function = object(api.bind_get_extra_info(info), RowFunction.self) else {
      return api.bind_set_error(info, RowFunction.errorMark + "is lost")
    }
    do {
      let binding = try RowBinding(function)
      for column in binding.columns { add(column, to: info, api) }
      api.bind_set_cardinality(info, UInt64(clamping: binding.source.estimatedRows), false)
      api.bind_set_bind_data(info, retained(binding), release)
    } catch {
      api.bind_set_error(info, message(error, function.name))
    }
  }

  static let begin: @convention(c) (cduckdb_init?) -> Void = { info in
    guard let api = EngineLibrary.current?.table.pointee else { return }
    guard let binding = object(api.init_get_bind_data(info), RowBinding.self) else {
      return api.init_set_error(info, RowFunction.errorMark + "is lost")
    }
    do {
      let wanted = (0..<api.init_get_column_count(info)).map { api.init_get_column_index(info, $0) }
      api.init_set_max_threads(info, UInt64(clamping: max(1, binding.source.maximumThreads)))
      api.init_set_init_data(info, retained(try RowRun(binding, wanted: wanted)), release)
    } catch {
      api.init_set_error(info, message(error, binding.functionName))
    }
  }

  static let beginThread: @convention(c) (cduckdb_init?) -> Void = { info in
    guard let api = EngineLibrary.current?.table.pointee else { return }
    api.init_set_init_data(info, retained(RowThread()), release)
  }

  static let scan: @convention(c) (cduckdb_function?, cduckdb_chunk?) -> Void = { info, output in
    guard let table = EngineLibrary.current?.table else { return }
    guard let run = object(table.pointee.function_get_init_data(info), RowRun.self),
      let thread = object(table.pointee.function_get_local_init_data(info), RowThread.self)
    else { return table.pointee.function_set_error(info, RowFunction.errorMark + "is lost") }
    do {
      table.pointee.data_chunk_set_size(output, UInt64(try thread.fill(output, of: run, table)))
    } catch {
      table.pointee.function_set_error(info, message(error, run.functionName))
    }
  }

  private static func add(_ column: RowSourceColumn, to info: cduckdb_bind?, _ api: cduckdb_table) {
    var type = api.create_logical_type(column.kind == .text ? TypeNumber.varchar : TypeNumber.bigint)
    api.bind_add_result_column(info, column.name, type)
    api.destroy_logical_type(&type)
  }

  private static func retained(_ object: AnyObject) -> UnsafeMutableRawPointer {
    Unmanaged.passRetained(object).toOpaque()
  }

  private static func object<Object: AnyObject>(_ pointer: UnsafeMutableRawPointer?, _ type: Object.Type) -> Object? {
    pointer.flatMap { Unmanaged<AnyObject>.fromOpaque($0).takeUnretainedValue() as? Object }
  }

  private static func message(_ error: any Error, _ name: String) -> String {
    "\(RowFunction.errorMark)\(name): \(error)"
  }
}
