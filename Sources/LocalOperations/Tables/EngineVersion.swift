import Engine

/// The engine's version as the header shows it, known without loading the engine.
enum EngineVersion { static let pinned = EngineLibrary.version }
