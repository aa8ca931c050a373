import Foundation
import Words
import YAML

/// Reads `environments` and decides which one is meant.
struct EnvironmentReader {
  let section: YAMLSection
  let folder: String
  let variables: [String: String]
  /// The environment that was asked for.
  let wanted: String?

  /// Nil when it cannot be told which environment is meant; the reason is a problem then.
  func read() -> (selected: EnvironmentSettings, standard: String, all: [String: EnvironmentSettings])? {
    guard let node = section.value("environments") else { return withoutEnvironments() }
    guard let entries = node.entries, !entries.isEmpty else {
      section.error(node.position, "environments must be a mapping of names, not \(node.kind)")
      return nil
    }
    guard let standard = standardName(entries) else { return nil }
    guard let name = selectedName(entries, standard, node) else { return nil }
    var all: [String: EnvironmentSettings] = [:]
    for entry in entries { all[entry.name] = environment(entry, isSelected: entry.name == name) }
    checkLakes(entries, all)
    return all[name].map { ($0, standard, all) }
  }

  private func withoutEnvironments() -> (EnvironmentSettings, String, [String: EnvironmentSettings])? {
    let name = section.string("default_environment") ?? "dev"
    if let wanted, wanted != name {
      section.error(
        section.position, "there is no environment \(wanted)\(NearestName.hint(for: wanted, among: [name]))")
      return nil
    }
    let only = EnvironmentSettings(
      name: name, lake: "\(folder)/lake/\(name)", stateFolder: "\(folder)/.assay/\(name)")
    return (only, name, [name: only])
  }

  private func standardName(_ entries: [YAMLEntry]) -> String? {
    let names = entries.map(\.name)
    guard let node = section.value("default_environment"), let name = section.string("default_environment") else {
      return names.first
    }
    guard names.contains(name) else {
      let hint = NearestName.hint(for: name, among: names)
      section.error(node.position, "default_environment: there is no environment \(name)\(hint)")
      return nil
    }
    return name
  }

  private func selectedName(_ entries: [YAMLEntry], _ standard: String, _ node: YAMLNode) -> String? {
    guard let wanted, wanted != standard else { return standard }
    let names = entries.map(\.name)
    guard names.contains(wanted) else {
      let hint =
        NearestName.closest(to: wanted, among: names).map { "did you mean \($0)" }
        ?? "there is \(YAMLSection.alternatives(names))"
      section.error(node.position, "there is no environment \(wanted); \(hint)")
      return nil
    }
    return wanted
  }

  private func environment(_ entry: YAMLEntry, isSelected: Bool) -> EnvironmentSettings? {
    guard entry.name.wholeMatch(of: /[a-z][a-z0-9_-]*/) != nil else {
      section.error(
        entry.key.position, "'\(entry.name)' is no name of an environment: lower case letters, digits, - and _")
      return nil
    }
    let keys = [
      "lake", "encryption", "kms_key", "bucket_owner", "copies", "protected", "memory_limit", "threads", "compute",
    ]
    guard
      let inner = YAMLSection(
        entry.value, "environment \(entry.name)", keys: keys, file: section.file, log: section.log),
      let lake = lake(inner, isSelected: isSelected)
    else { return nil }
    let state = "\(folder)/.assay/\(entry.name)"
    return EnvironmentSettings(
      name: entry.name, lake: lake.folder ?? state + "/lake", bucket: lake.bucket, stateFolder: state,
      isProtected: inner.bool("protected") ?? false, memoryLimit: memoryLimit(inner),
      threads: inner.int("threads", in: 1...1024), compute: compute(inner, lake.bucket))
  }

  /// A variable that is missing for an environment nobody asked for must not stop the others.
  private func lake(_ inner: YAMLSection, isSelected: Bool) -> (folder: String?, bucket: LakeBucket?)? {
    guard let text = inner.required("lake"), let node = inner.value("lake") else { return nil }
    do throws(PathVariables.Failure) {
      let resolved = try PathVariables.resolve(text, variables)
      if resolved.contains("://") { return BucketReader(section: inner).read(resolved).map { (nil, $0) } }
      BucketReader(section: inner).refuseSettings()
      let path = PathVariables.absolute(resolved, from: folder)
      let place = LakePlace(path: path, projectFolder: folder)
      if let finding = place.finding(isVariable: text.contains("${")) {
        section.log.add(Problem(section.file, node.position, finding.severity, finding.message))
      }
      return (path, nil)
    } catch {
      section.log.add(
        Problem(section.file, node.position, isSelected ? .error : .warning, YAMLSection.words(error)))
      return nil
    }
  }

  private func memoryLimit(_ inner: YAMLSection) -> String? {
    guard let node = inner.value("memory_limit"), let text = inner.string("memory_limit") else { return nil }
    guard text.wholeMatch(of: /[0-9]+(\.[0-9]+)? ?([KMGT]i?B)/) != nil else {
      inner.error(node.position, "memory_limit must be a size such as 2GB, not '\(text)'")
      return nil
    }
    return text
  }

  private func checkLakes(_ entries: [YAMLEntry], _ all: [String: EnvironmentSettings]) {
    var owners: [String: String] = [:]
    for entry in entries {
      guard let environment = all[entry.name] else { continue }
      if let owner = owners[environment.lakeAddress], let node = entry.value["lake"] {
        section.error(node.position, "environments \(owner) and \(entry.name) have the same lake")
      }
      owners[environment.lakeAddress] = entry.name
    }
  }
}
