import Clocks
import Foundation

/// Rules about the files that the rows come from. They need no question: the files are known before.
extension SimplePlanner {
  func fileVerdict() throws(Settled) -> Verdict {
    switch simple.type {
    case .fileSize: return try fileSize()
    case .fileFreshness: return try fileFreshness()
    case .fileUniqueness: return try fileUniqueness()
    default: return simple.parameters.count == 2 ? try sameFiles() : try knownFiles()
    }
  }

  /// The files a rule means: all, those at or under a path, or those of a reference by its alias. A rule reaches no
  /// file that was not named beside the data.
  private func files(_ path: String?) throws(Settled) -> [QualityFile] {
    guard let path else {
      guard !context.files.isEmpty else { throw Settled(verdict: .fail("the rows come from no file")) }
      return context.files
    }
    if let files = context.referenceFiles[path] { return files }
    let files = (context.files + context.referenceFiles.values.joined()).filter { $0.isNamed(path) }
    guard files.isEmpty else { return files }
    throw Settled(verdict: .fail("\"\(path)\" is no file of the data and no reference"))
  }

  // MARK: Size and age

  private func fileSize() throws(Settled) -> Verdict {
    guard case .size(let comparison)? = simple.condition else {
      throw Settled(verdict: .error("FileSize is compared with a size"))
    }
    let limits = Comparison(comparator: comparison) { NumberLimit(text: $0.bytes) }
    let files = try files(simple.parameters.first)
    return .files(
      files, threshold: try threshold(), measure: files.count == 1 ? Double(files[0].byteCount) : nil,
      passing: files.filter { limits.accepts(NumberLimit(Double($0.byteCount))) })
  }

  /// A day means its midnight, except that `=` and its like compare calendar days: those of the rule's time zone, else UTC.
  private func fileFreshness() throws(Settled) -> Verdict {
    guard case .date(let comparison)? = simple.condition else {
      throw Settled(verdict: .error("FileFreshness is compared with a date"))
    }
    let zone = try timeZone()
    let files = try files(simple.parameters.first)
    let byDay = !comparison.comparator.isOrdering
    func limit(_ moment: Date) -> NumberLimit {
      NumberLimit(byDay ? Double(DayZone(zone).day(moment).daysSince1970) : moment.timeIntervalSince1970)
    }
    let limits = Comparison(comparator: comparison) { limit($0.moment(now: context.now, in: zone)) }
    return .files(
      files, threshold: try threshold(), measure: nil, passing: files.filter { limits.accepts(limit($0.modified)) })
  }

  private func timeZone() throws(Settled) -> TimeZone {
    guard let name = tag("timeZone") else { return .gmt }
    guard let zone = TimeZone(identifier: name) else {
      throw Settled(verdict: .error("the time zone \(name) is unknown; such as America/New_York"))
    }
    return zone
  }

  // MARK: Contents

  /// The share of files whose contents no other file has.
  private func fileUniqueness() throws(Settled) -> Verdict {
    let files = try files(simple.parameters.first)
    var counts: [String: Int] = [:]
    for file in files { counts[try hash(file, .sha256), default: 0] += 1 }
    let unique = counts.values.count { $0 == 1 }
    return .share(simple.type.rawValue, Int64(unique), of: Int64(files.count), try limits())
  }

  private func knownFiles() throws(Settled) -> Verdict {
    guard case .text(let comparison)? = simple.condition else {
      throw Settled(verdict: .error("FileMatch is compared with hashes"))
    }
    let name = tag("hashAlgorithm") ?? QualityFile.HashAlgorithm.sha256.rawValue
    guard let algorithm = QualityFile.HashAlgorithm(rawValue: name.uppercased()) else {
      let known = QualityFile.HashAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
      throw Settled(verdict: .error("the hash algorithm \(name) is unknown; known: \(known)"))
    }
    let hashes = comparison.values.compactMap { if case .literal(let hash) = $0 { hash.lowercased() } else { nil } }
    let negated = [.notEqual, .notIn].contains(comparison.comparator)
    let files = try files(simple.parameters.first)
    var passing: [QualityFile] = []
    for file in files where hashes.contains(try hash(file, algorithm)) != negated { passing.append(file) }
    return .files(files, threshold: nil, measure: nil, passing: passing)
  }

  /// Both paths hold the same files: as many, with the same contents.
  private func sameFiles() throws(Settled) -> Verdict {
    var sides: [[String]] = []
    for path in simple.parameters {
      var hashes: [String] = []
      for file in try files(path) { hashes.append(try hash(file, .sha256)) }
      sides.append(hashes.sorted())
    }
    return .measured(
      NumberLimit(sides[0] == sides[1] ? 1 : 0), accepted: sides[0] == sides[1], message: "the files are not the same")
  }

  private func hash(_ file: QualityFile, _ algorithm: QualityFile.HashAlgorithm) throws(Settled) -> String {
    do {
      return try file.hash(algorithm)
    } catch {
      throw Settled(verdict: .error("\(file.name) cannot be read: \(error)"))
    }
  }
}

extension Verdict {
  /// Files that pass, all of which must where there is no threshold.
  fileprivate static func files(
    _ files: [QualityFile], threshold: Comparison<NumberLimit>?, measure: Double?, passing: [QualityFile]
  ) -> Verdict {
    let share = NumberLimit(Double(passing.count) / Double(max(1, files.count)))
    let failing = files.filter { file in !passing.contains { $0.name == file.name } }.map(\.name)
    let shown = failing.prefix(3).joined(separator: ", ") + (failing.count > 3 ? " and \(failing.count - 3) more" : "")
    let accepted = threshold?.accepts(share) ?? failing.isEmpty
    let message = "\(failing.count) of \(files.count) files \(failing.count == 1 ? "fails" : "fail"): \(shown)"
    return measured(measure.map { NumberLimit($0) } ?? share, accepted: accepted, message: message)
  }
}

extension Comparison {
  /// The same comparison of other values.
  fileprivate init<Other>(comparator other: Comparison<Other>, _ value: (Other) -> Value) {
    self.init(other.comparator, other.values.map(value), includesNull: other.includesNull)
  }
}

extension ByteCount {
  /// The number of bytes, as digits: a product could leave an integer's range.
  fileprivate var bytes: String {
    let power = Unit.allCases.firstIndex(of: unit) ?? 0
    return "\((0..<power).reduce(Decimal(amount)) { product, _ in product * 1024 })"
  }
}

extension DateExpression {
  /// A day, and a time of day, is one of the zone's.
  fileprivate func moment(now: Date, in zone: TimeZone) -> Date {
    if case .day(let day) = self { return DayZone(zone).start(of: day) }
    guard case .timeOfDay(let minutes) = self else { return moment(now: now) }
    let local = CalendarDay(now.addingTimeInterval(TimeInterval(zone.secondsFromGMT(for: now))))
    let moment = local.start.addingTimeInterval(TimeInterval(minutes) * 60)
    return moment.addingTimeInterval(-TimeInterval(zone.secondsFromGMT(for: moment)))
  }
}
