import LocalOperations

/// Where the dashboard opens.
enum DashboardOpening {
  /// False when there is none to open, and the caller prints its report instead.
  static func open(_ project: ProjectOptions) throws -> Bool { false }
}
