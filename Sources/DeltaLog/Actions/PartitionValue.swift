/// Partition values in the log's form.
package enum PartitionValue {
  /// The value as `add.partitionValues` holds it, from the engine's text of it (`partition_keys` of COPY … RETURN_STATS).
  /// An empty text is null: the format cannot tell them apart.
  package static func text(_ engineText: String?, type: DeltaType) -> String? {
    guard let engineText, !engineText.isEmpty else { return nil }
    switch type {
    case .boolean: return boolean(engineText).map { $0 ? "true" : "false" } ?? engineText
    case .timestamp: return EngineTimestamp(engineText)?.text ?? engineText
    default: return engineText
    }
  }

  static func boolean(_ text: String) -> Bool? {
    switch text {
    case "1", "true": true
    case "0", "false": false
    default: nil
    }
  }
}
