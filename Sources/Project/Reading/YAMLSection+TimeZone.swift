import Clocks
import Words
import YAML

extension YAMLSection {
  /// The zone named under a key; a problem when there is no such zone.
  func timeZone(_ key: String = "timezone") -> DayZone? {
    guard let node = value(key), let name = string(key) else { return nil }
    if let zone = DayZone(name) { return zone }
    let names = DayZone.names
    let hint =
      names.first { $0.lowercased() == name.lowercased() || $0.lowercased().hasSuffix("/" + name.lowercased()) }
      .map { "; did you mean \($0)?" } ?? NearestName.hint(for: name, among: names)
    error(
      node.position, "\(key): there is no time zone '\(name)'; write UTC or a name such as Europe/Berlin\(hint)")
    return nil
  }
}
