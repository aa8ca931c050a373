import Foundation
import JSON
import Lake
import Ledger
import Words

/// One line of a source's manifest in the lake. A file's line may come again with the same position: the newer one counts.
enum ManifestLine {
  /// A file whose bytes were kept.
  case file(ManifestRecord)
  /// Its bytes are gone, and nobody delivers them any more.
  case lost(Int64)
  /// The bytes of a lost one are there again.
  case found(Int64)
  /// A person took it out; with how often its rows had become others by then.
  case withdrawn(Int64, rereads: Int64)
}

extension ManifestLine {
  var json: JSONValue {
    switch self {
    case .file(let record): Self.json(record)
    case .lost(let position): ["lost": .int(position)]
    case .found(let position): ["found": .int(position)]
    case .withdrawn(let position, let rereads): ["withdrawn": .int(position), "rereads": .int(rereads)]
    }
  }

  private static func json(_ record: ManifestRecord) -> JSONValue {
    [
      "position": .int(record.sequence), "chain": .string(record.chain), "name": .string(record.name),
      "sha256": .string(record.sha256), "size": .int(record.size),
      "modifiedAt": .int(milliseconds(record.modifiedAt)), "format": .string(record.format),
      "encoding": .string(record.encoding), "columns": .array(record.columns.map(JSONValue.string)),
      "records": .int(record.records), "rejected": .int(record.rejected), "blocks": record.blocks,
      "execution": .string(record.execution.rawValue), "ingestedAt": .int(milliseconds(record.ingestedAt)),
      "deltaVersion": .optional(record.deltaVersion), "reading": .optional(record.reading),
      "rereads": .int(record.rereads), "types": .textsByName(record.types),
    ]
  }

  /// Nil for a line that is none of these.
  init?(_ json: JSONValue, source: String) {
    if let position = json["lost"]?.intValue {
      self = .lost(position)
    } else if let position = json["found"]?.intValue {
      self = .found(position)
    } else if let position = json["withdrawn"]?.intValue {
      self = .withdrawn(position, rereads: json["rereads"]?.intValue ?? 1)
    } else if let record = Self.record(json, source) {
      self = .file(record)
    } else {
      return nil
    }
  }

  private static func record(_ json: JSONValue, _ source: String) -> ManifestRecord? {
    guard let position = json["position"]?.intValue, let name = json["name"]?.stringValue,
      let sha256 = json["sha256"]?.stringValue, let size = json["size"]?.intValue,
      let records = json["records"]?.intValue, let columns = json["columns"]?.arrayValue
    else { return nil }
    let (rejected, rereads) = (json["rejected"]?.intValue ?? 0, json["rereads"]?.intValue ?? 0)
    // What no writer of a manifest writes: another position has to follow, and rows are counted with these.
    guard (1..<Int64.max).contains(position), size >= 0, records >= 0, (0...records).contains(rejected), rereads >= 0
    else { return nil }
    var file = NewManifest(
      source: source, name: name, storedPath: Workspace.storedPath(source: source, file: name), sha256: sha256,
      size: size, modifiedAt: date(json["modifiedAt"]), format: json["format"]?.stringValue ?? "csv",
      encoding: json["encoding"]?.stringValue ?? "utf-8", columns: columns.compactMap(\.stringValue), records: records,
      rejected: rejected, blocks: json["blocks"] ?? [],
      execution: ExecutionID(json["execution"]?.stringValue ?? ""))
    file.deltaVersion = json["deltaVersion"]?.intValue
    file.types = json["types"]?.textsByName ?? [:]
    file.reading = json["reading"]?.stringValue
    file.rereads = rereads
    return ManifestRecord(
      sequence: position, chain: json["chain"]?.stringValue ?? "", ingestedAt: date(json["ingestedAt"]), file: file)
  }

  private static func milliseconds(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1000).rounded()) }

  private static func date(_ json: JSONValue?) -> Date {
    Date(timeIntervalSince1970: Double(json?.intValue ?? 0) / 1000)
  }
}

/// A manifest as its lines tell it.
package struct ManifestContents {
  /// In loading order; lost and withdrawn ones are among them.
  package private(set) var records: [ManifestRecord] = []
  /// Bytes of whole lines. What follows them was being written when its writer died.
  var size: Int64 = 0
  /// Tells this manifest from every other one.
  var state = ""

  private var places: [Int64: Int] = [:]

  var lastPosition: Int64 { records.last?.sequence ?? 0 }
  var lastChain: String { records.last?.chain ?? "" }

  mutating func apply(_ line: ManifestLine) {
    switch line {
    case .file(let record): put(record)
    case .lost(let position): set(.lost, position)
    case .found(let position): set(.loaded, position)
    case .withdrawn(let position, let rereads): set(.withdrawn, position, rereads: rereads)
    }
  }

  private mutating func put(_ record: ManifestRecord) {
    if let place = places[record.sequence] {
      records[place] = record
    } else {
      places[record.sequence] = records.count
      records.append(record)
    }
  }

  private mutating func set(_ status: ManifestStatus, _ position: Int64, rereads: Int64? = nil) {
    guard let place = places[position] else { return }
    records[place] = records[place].with(status, rereads: rereads)
  }

  /// The chain after one more file.
  static func chain(_ before: String, _ file: NewManifest, at position: Int64) -> String {
    StableHash.hex("\(before)\n\(position)\n\(file.sha256)\n\(file.name)")
  }
}

extension ManifestRecord {
  func with(_ status: ManifestStatus, rereads: Int64? = nil) -> ManifestRecord {
    var file = self.file
    file.status = status
    file.rereads = rereads ?? file.rereads
    return ManifestRecord(sequence: sequence, chain: chain, ingestedAt: ingestedAt, file: file)
  }
}
