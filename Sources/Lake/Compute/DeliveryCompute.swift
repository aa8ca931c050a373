import DeltaLog
import Foundation
import Ledger
import Project
import Words

/// Delivered files as far as only an engine can read them, and their rows as files of Delta tables.
package protocol DeliveryCompute: AnyObject {
  /// Reads every value of a Parquet file, which finds a damaged page now and not in the middle of a build.
  ///
  /// - Parameters:
  ///   - name: as messages name the file.
  ///   - accept: called with the names of its columns before anything else is read; what it throws comes out unchanged.
  func inspectParquet(
    _ path: String, named name: String, accepting accept: ([String]) throws -> Void
  ) throws -> ParquetContents

  /// The types of a Parquet file's columns, in the engine's words, by name.
  func parquetTypes(_ path: String) throws -> [String: String]

  /// The columns of a source's Bronze table with their types, as those of loaded files make them.
  func bronzeColumns(_ source: SourceDefinition, _ columns: [String], of files: [ManifestRecord]) throws -> [DeltaField]

  /// The columns of a Bronze table that is kept as a Delta table: the known ones, each with the type that holds what is
  /// stored and what the file brings, and then the file's own.
  func keptSchema(_ source: SourceDefinition, adding file: ManifestRecord, to known: [DeltaField]) throws -> DeltaSchema

  /// Writes the rows of a loaded file into a table's folder, in columns of the schema.
  ///
  /// - Parameter typedBy: the files whose values each column's type must hold.
  func writeKept(
    _ source: SourceDefinition, _ file: ManifestRecord, typedBy files: [ManifestRecord], schema: DeltaSchema,
    into folder: String
  ) throws -> [AddFile]

  /// Writes malformed records into a quarantine's folder, in the quarantine's columns.
  func writeFaults(
    _ faults: FaultRows, ofFile name: String, execution: ExecutionID, at moment: Date, into folder: String
  ) throws -> [AddFile]
}

/// What a Parquet file turned out to hold.
package struct ParquetContents: Sendable {
  /// The type of a column without any value.
  package static let emptyType = "NULL"

  package let columns: [String]
  package let records: Int64
  /// In the engine's words, by column.
  package let types: [String: String]

  package init(columns: [String], records: Int64, types: [String: String]) {
    self.columns = columns
    self.records = records
    self.types = types
  }
}
