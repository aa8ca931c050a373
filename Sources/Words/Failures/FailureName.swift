/// The name of a failure, as the journal keeps it, screens show it, and Retry and Catch match it: `Assay.FileChanged`.
///
/// The set is open: a state machine names its own, another account's service has others, and a newer program may have
/// written one that this one does not know.
package struct FailureName: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  /// One of our own; the prefix is put before it.
  private init(_ name: String) { rawValue = "Assay." + name }

  package var description: String { rawValue }
}

// Each has one meaning, wherever it comes from.
extension FailureName {
  /// Rows read are not rows written and rejected; nothing was published.
  package static let balanceBroken = FailureName("BalanceBroken")
  /// A file has other columns than its source names, or a number of them that cannot be.
  package static let columnsWrong = FailureName("ColumnsWrong")
  /// A table's log names a data file that is not there.
  package static let dataFileMissing = FailureName("DataFileMissing")
  package static let engineFailed = FailureName("EngineFailed")
  /// Something that has no name of its own.
  package static let failed = FailureName("Failed")
  /// A loaded file has other bytes under the same name.
  package static let fileChanged = FailureName("FileChanged")
  package static let fileEmpty = FailureName("FileEmpty")
  /// The kept bytes of a file are gone, or cannot be had.
  package static let fileGone = FailureName("FileGone")
  /// It is loaded already.
  package static let fileLoaded = FailureName("FileLoaded")
  /// A file that was listed or kept is gone.
  package static let fileMissing = FailureName("FileMissing")
  /// The bytes of a loaded file under another name.
  package static let fileRepeated = FailureName("FileRepeated")
  /// A source has no file of that name.
  package static let fileUnknown = FailureName("FileUnknown")
  package static let fileUnreadable = FailureName("FileUnreadable")
  package static let journalFailed = FailureName("JournalFailed")
  package static let libraryMissing = FailureName("LibraryMissing")
  package static let manifestDamaged = FailureName("ManifestDamaged")
  /// A table's rows were made by another model than there is now.
  package static let modelChanged = FailureName("ModelChanged")
  package static let modelWrong = FailureName("ModelWrong")
  package static let notFound = FailureName("NotFound")
  /// The execution was over when a worker came for it.
  package static let notRunning = FailureName("NotRunning")
  /// Its worker could not begin.
  package static let notStarted = FailureName("NotStarted")
  /// An execution that could not be brought to its end.
  package static let notStopped = FailureName("NotStopped")
  /// A disk that is full, or that may not be written to.
  package static let notWritable = FailureName("NotWritable")
  /// A table's log names a file outside of the lake.
  package static let outsideOfLake = FailureName("OutsideOfLake")
  package static let projectInvalid = FailureName("ProjectInvalid")
  /// A rule failed whose gate stops the table.
  package static let qualityStop = FailureName("QualityStop")
  /// Rows that whoever asks may not see.
  package static let readingRefused = FailureName("ReadingRefused")
  package static let rewindRefused = FailureName("RewindRefused")
  /// More rows were rejected than the definition allows.
  package static let rowsRejected = FailureName("RowsRejected")
  package static let schemaChanged = FailureName("SchemaChanged")
  /// A file that had to arrive has not.
  package static let sourceMissing = FailureName("SourceMissing")
  /// The store that the lake is in does not do what it is asked for.
  package static let storeFailed = FailureName("StoreFailed")
  package static let stopped = FailureName("Stopped")
  /// Another program writes the table at this moment.
  package static let tableBusy = FailureName("TableBusy")
  /// A table's log cannot be read or written.
  package static let tableFailed = FailureName("TableFailed")
  package static let tableMissing = FailureName("TableMissing")
  /// The process that carried the execution out ended without a word.
  package static let workerLost = FailureName("WorkerLost")

  /// The language's own name for a task that took too long.
  package static let stateTimeout = FailureName(rawValue: "States.Timeout")

  /// A file, a definition or the rows themselves are at fault: a rerun meets the same until somebody mends that.
  package var needsMending: Bool { Self.toMend.contains(self) }

  private static let toMend: Set<FailureName> = [
    .balanceBroken, .columnsWrong, .fileChanged, .fileEmpty, .fileUnreadable, .modelWrong, .projectInvalid,
    .qualityStop, .rewindRefused, .schemaChanged,
  ]
}
