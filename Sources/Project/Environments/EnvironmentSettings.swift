/// One environment: a lake and a journal of its own for the same definitions.
package struct EnvironmentSettings: Sendable, Hashable {
  package let name: String
  /// The folder of the environment's tables, absolute. Of a lake in a bucket, the folder of its copies.
  package let lake: String
  /// Where the lake is, if it is no folder of this machine.
  package let bucket: LakeBucket?
  /// The folder of the journal and everything else assay keeps for itself, absolute.
  package let stateFolder: String
  /// Changes ask for a typed confirmation.
  package let isProtected: Bool
  /// As the engine reads it (`2GB`); nil leaves the choice to the engine's options.
  package let memoryLimit: String?
  package let threads: Int?
  /// Who evaluates models; nil where that is the embedded engine for all that do not say otherwise.
  package let compute: ComputeSettings?

  package init(
    name: String, lake: String, bucket: LakeBucket? = nil, stateFolder: String, isProtected: Bool = false,
    memoryLimit: String? = nil, threads: Int? = nil, compute: ComputeSettings? = nil
  ) {
    self.name = name
    self.lake = lake
    self.bucket = bucket
    self.stateFolder = stateFolder
    self.isProtected = isProtected
    self.memoryLimit = memoryLimit
    self.threads = threads
    self.compute = compute
  }

  /// Where the lake is, for people.
  package var lakeAddress: String { bucket?.address ?? lake }

  package var journalPath: String { stateFolder + "/journal.sqlite" }
}
