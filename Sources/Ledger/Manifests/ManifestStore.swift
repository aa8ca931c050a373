import Files
import Foundation
import Words

/// Which files every source brought, and where their bytes are.
package protocol ManifestStore: Sendable {
  /// How the lake's manifest looked when the journal last agreed with it; nil when it never did.
  func manifestState(of source: String) throws(JournalError) -> String?

  /// The source's files in loading order, those whose bytes are lost or that were withdrawn included.
  func allManifests(of source: String) throws(JournalError) -> [ManifestRecord]

  /// Where the bytes of a source's files are, in loading order, without withdrawn ones; cheap also for very many.
  /// - Parameter newest: at most so many, the newest ones.
  func storedFiles(of source: String, newest: Int?) throws(JournalError) -> [StoredFile]

  /// The files whose bytes are lost, in loading order.
  func lostManifests(of source: String) throws(JournalError) -> [ManifestRecord]

  /// The files that were taken out, in loading order. The same name may be there more than once.
  func withdrawnManifests(of source: String) throws(JournalError) -> [ManifestRecord]

  /// The source's newest file, whether its bytes are there or lost.
  func newestManifest(of source: String) throws(JournalError) -> ManifestRecord?

  /// The file at a place of the source's order, whether its bytes are there or lost.
  func manifest(of source: String, at position: Int64) throws(JournalError) -> ManifestRecord?

  /// Makes the journal's files of a source those of the lake's manifest, failed attempts left alone.
  ///
  /// - Parameter state: how the lake's manifest looks.
  @discardableResult
  func adopt(_ records: [ManifestRecord], state: String, of source: String) throws(JournalError) -> ManifestAdoption

  /// The names of all loaded files, of all sources, in the order in which they were loaded. A name that two sources share
  /// stands where it was loaded last. A clock that was set back changes no order within a source.
  func loadOrder() throws(JournalError) -> [String]

  func manifest(source: String, name: String, status: ManifestStatus) throws(JournalError) -> ManifestRecord?

  /// Those of the names that are loaded, by name; one call for a whole folder listing.
  func loadedManifests(source: String, names: [String]) throws(JournalError) -> [ExactText: ManifestRecord]

  /// Every loaded file of a source in few words, in no order: a hundred thousand of them fit into memory.
  func loadedFiles(of source: String) throws(JournalError) -> [LoadedFile]

  /// The loaded files with `after < sequence <= through`, in loading order. A page; `eachManifest` goes through all.
  func manifests(of source: String, after: Int64, through: Int64, limit: Int) throws(JournalError) -> [ManifestRecord]

  /// Every loaded file with `after < sequence <= through`, in loading order, a page in memory at a time.
  func eachManifest(of source: String, after: Int64, through: Int64, _ body: (ManifestRecord) throws -> Void) throws

  /// Loaded and failed files, newest first, of one source or of all; `before` is the sequence of the last one of a page.
  func latestManifests(of source: String?, before: Int64?, limit: Int) throws(JournalError) -> [ManifestRecord]

  /// What one execution loaded or failed to load, in order, from the file after `after`.
  func manifests(of execution: ExecutionID, after: Int64, limit: Int) throws(JournalError) -> [ManifestRecord]

  /// Reads every manifest of the source; not for a loop.
  func manifestTotals(of source: String) throws(JournalError) -> ManifestTotals

  /// Records a file now, and how its columns differ. A failed attempt of the same source and name is replaced; a loaded
  /// one is never touched.
  ///
  /// - Parameter place: where a loaded file stands in the lake's manifest, which has it on the disk already. Nil counts on
  ///   from the journal's newest.
  @discardableResult
  func recordManifest(
    _ new: NewManifest, at place: ManifestPlace?, drift: [NewSchemaDrift]
  ) throws(JournalError) -> ManifestOutcome

  /// Records files that the lake's manifest has on the disk already, each with its place there and with how its columns
  /// differ, in one transaction and in this order.
  func recordManifests(
    _ new: [(file: NewManifest, place: ManifestPlace, drift: [NewSchemaDrift])]
  ) throws(JournalError) -> [ManifestOutcome]

  /// Notes when a loaded file was last touched, its bytes being the same.
  func setModifiedAt(_ moment: Date, of record: ManifestRecord) throws(JournalError)

  /// The loaded files of a source that have malformed records, newest first, at most a thousand. Files without are not
  /// read: this is asked at every run.
  func rejectedFiles(of source: String) throws(JournalError) -> [RejectedFile]

  /// How often rows of the source's files became others, all files counted; only ever grows.
  func rereads(of source: String) throws(JournalError) -> Int64

  /// How many loaded files of the source were read by other settings than these.
  func filesRead(of source: String, otherwiseThan reading: String) throws(JournalError) -> Int

  /// How columns of files differed from what was known, newest first, of one source or of all; `before` is the id of the
  /// last one of a page.
  func schemaDrift(of source: String?, before: Int64?, limit: Int) throws(JournalError) -> [SchemaDriftRecord]
}
