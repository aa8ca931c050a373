extension EngineInstaller.Part {
  package var isEngine: Bool { name == "duckdb" }

  /// Extensions may be missing; nothing may be damaged.
  package var isBad: Bool { state == .damaged || isEngine && state == .missing }

  package var mendingCommand: String { EngineError.mendingCommand + (isEngine ? "" : " " + name) }
}
