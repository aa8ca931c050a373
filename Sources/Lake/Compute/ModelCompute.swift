import DeltaLog
import Foundation
import JSON
import ModelSQL
import Words

/// Models, understood and evaluated.
package protocol ModelCompute: AnyObject {
  /// What a model reads, and its text for this engine. Throws `LakeError` “ModelWrong” with everything that is wrong in it.
  func prepare(_ model: Model, _ parameters: RunParameters) throws -> PreparedModel

  /// Evaluates a model into new files in the folders of its table, its quarantine and its tombstones. No commit names them:
  /// where it throws none is left, afterwards they are the caller's to publish or to remove.
  func evaluate(_ work: Evaluation, _ reporter: any StepReporter) throws -> Evaluated

  /// Lets go of what an evaluation left behind, before the next one.
  func forgetEvaluation() throws
}

/// A model as the engine understood it.
package struct PreparedModel: Sendable {
  /// Each table once, in the order of the text.
  package let inputs: [TableName]
  /// The query in the engine's words; opaque to everybody else, who may only tell two of them apart.
  package let text: String

  package init(inputs: [TableName], text: String) {
    self.inputs = inputs
    self.text = text
  }
}

/// Which rows of its inputs a build reads, decided from the bookmark.
package enum InputReading: Sendable, Hashable {
  /// Everything: a table, a full refresh, or a first build.
  case whole
  /// Only rows that came since the bookmark, in the inputs under `new_rows_from`.
  case newRows
  /// Every row whose key was touched since the bookmark, in the inputs under `new_rows_from`.
  case touchedKeys(column: String)
}

/// One build, decided: what is read, against which version, and what is counted.
package struct Evaluation {
  package let model: Model
  /// Of `PreparedModel`.
  package let text: String
  /// What the model may ask about the run.
  package let parameters: RunParameters
  package let inputs: [InputState]
  package let reading: InputReading
  /// Where reading begins in each input, by its name; empty where all is read.
  package let position: JSONObject
  /// The version that candidate files follow; nil for a table that is not there.
  package let base: Snapshot?
  /// The candidate is the whole table, and not what is added to the base.
  package let rewrites: Bool
  /// How the files are laid out.
  package let partitionColumns: [String]
  package let execution: String
  /// The moment that rejected rows are marked with.
  package let now: Date
  /// The input whose rows are counted as read; nil where nothing is held against them.
  package let countedInput: TableName?
  /// The names of all loaded files in the order of loading. Asked only where the order of rows depends on it.
  package let loadOrder: () throws -> [String]
  /// Bytes of files it reads, about, by what manifests and logs say. Asked only where the choice of an engine depends on it.
  package let bytesRead: () -> Int64

  package init(
    model: Model, text: String, parameters: RunParameters, inputs: [InputState], reading: InputReading,
    position: JSONObject, base: Snapshot?,
    rewrites: Bool, partitionColumns: [String], execution: String, now: Date, countedInput: TableName?,
    loadOrder: @escaping () throws -> [String], bytesRead: @escaping () -> Int64
  ) {
    self.model = model
    self.text = text
    self.parameters = parameters
    self.inputs = inputs
    self.reading = reading
    self.position = position
    self.base = base
    self.rewrites = rewrites
    self.partitionColumns = partitionColumns
    self.execution = execution
    self.now = now
    self.countedInput = countedInput
    self.loadOrder = loadOrder
    self.bytesRead = bytesRead
  }
}

/// A candidate, and what can be told only by the engine that made it.
package struct Evaluated {
  package var candidate: Candidate
  /// Rows of the counted input; nil where none is counted.
  package let rowsRead: Int64?
  /// The commonest reasons of rejected rows with their counts, for a message. To be asked before `forgetEvaluation`.
  package let rejectReasons: () throws -> [String]

  package init(candidate: Candidate, rowsRead: Int64?, rejectReasons: @escaping () throws -> [String] = { [] }) {
    self.candidate = candidate
    self.rowsRead = rowsRead
    self.rejectReasons = rejectReasons
  }
}
