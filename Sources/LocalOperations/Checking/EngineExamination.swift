import Engine
import Operations

/// Whether the engine is there and whole.
struct EngineExamination {
  func findings() -> [Finding] { [library()] + parts() }

  private func library() -> Finding {
    do {
      let library = try EngineLibrary.load()
      return Finding("engine", .ok, "DuckDB \(EngineLibrary.version), \(library.path)")
    } catch {
      return Finding("engine", .missing, error.description, remedy: EngineError.mendingCommand)
    }
  }

  /// Every byte is compared with the pinned checksum, because a flipped one is found by nothing else.
  private func parts() -> [Finding] {
    do {
      return try EngineInstaller().verify().map(finding)
    } catch {
      return [Finding("engine files", .warn, "they could not be checked: \(error)")]
    }
  }

  private func finding(_ part: EngineInstaller.Part) -> Finding {
    let name = part.isEngine ? "engine file" : "extension \(part.name)"
    switch part.state {
    case .installed: return Finding(name, .ok, "whole by its checksum")
    case .damaged: return Finding(name, .missing, "\(part.path) is damaged", remedy: part.mendingCommand)
    case .other:
      return Finding(
        name, .warn, "\(part.path) is not the pinned build; it is used, because its version is the right one",
        remedy: part.mendingCommand)
    case .missing where part.isEngine: return Finding(name, .missing, "not installed", remedy: part.mendingCommand)
    case .missing:
      return Finding(name, .ok, "not installed, and not needed for files; to have it: \(part.mendingCommand)")
    }
  }
}
