/// A job of AWS Glue that Spark's work is given to.
package struct GlueSettings: Sendable, Hashable {
  /// It is there already; assay only starts runs of it.
  package let job: String
  /// As Glue names them: `G.1X`. Nil, here and below, is as the job has it.
  package var workerType: String?
  package var workers: Int?
  /// Of one run of assay, in minutes.
  package var timeout: Int?

  package init(job: String) { self.job = job }

  /// How the job is made, once, for a lake in a bucket.
  package func creation(for bucket: LakeBucket) -> String {
    """
    aws glue create-job --name \(Self.word(job)) --role ROLE --glue-version 5.0 \
    --command Name=glueetl,PythonVersion=3,ScriptLocation=\(bucket.address)/_spark/assay_runner.py \
    --worker-type G.1X --number-of-workers 4 --execution-property MaxConcurrentRuns=4
    """
  }

  /// As a shell takes it for one word.
  private static func word(_ text: String) -> String {
    let plain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.@/+=:".contains($0)) }
    return plain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
