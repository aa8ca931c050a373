import Credentials
import Glue
import Lake
import Project
import S3
import Storage

extension NetworkFiles {
  /// Jobs of AWS Glue, and their logs.
  ///
  /// - Parameter region: where they are, where neither the environment nor a profile says it.
  package func glue(_ region: () -> String?) throws(CredentialFailure) -> GlueAccess {
    try GlueAccess(surroundings, region: region(), retries: retries)
  }

  /// What can be told of a job that Spark's work is given to.
  package struct JobState: Sendable {
    package let access: PlaceAccess
    /// What makes it less than it could be.
    package var warning: String?
  }

  package func look(at job: GlueSettings, for bucket: LakeBucket) -> JobState {
    func none(_ text: String, _ remedy: String?) -> JobState {
      JobState(access: PlaceAccess(works: false, text: text, remedy: remedy))
    }
    let access: GlueAccess
    do throws(CredentialFailure) { access = try glue { region(of: bucket) } } catch {
      return none("the Glue job \(job.job): \(error)", error.remedy)
    }
    do throws(ServiceFailure) {
      let found = try access.glue.job(job.job)
      guard found.command == nil || found.command == "glueetl" else {
        return none("the Glue job \(job.job) is of type \(found.command ?? ""), and Spark needs glueetl", nil)
      }
      return state(of: found, job)
    } catch {
      return none("\(error)", error.code == "EntityNotFoundException" ? job.creation(for: bucket) : nil)
    }
  }

  private func state(of found: GlueService.Job, _ job: GlueSettings) -> JobState {
    let workers = (job.workers ?? found.workers.map { Int($0) }).map { "\($0) × " } ?? ""
    let facts = [
      "Glue \(found.version ?? "?")", (job.workerType ?? found.workerType).map { workers + $0 }, found.role,
    ].compactMap(\.self)
    var state = JobState(
      access: PlaceAccess(works: true, text: "the Glue job \(job.job): " + facts.joined(separator: ", ")))
    if let version = found.version.flatMap({ Double($0) }), version < 5 {
      state.warning =
        "Glue \(found.version ?? "") has a Spark before 3.5, which models are written for; make it Glue 5.0"
    } else if found.concurrency == 1 {
      state.warning = "it runs once at a time (MaxConcurrentRuns), so that of two runs beside each other one fails"
    }
    return state
  }

  /// Where the bucket is, as its answers tell.
  private func region(of bucket: LakeBucket) -> String? {
    guard let client = try? client(of: bucket) else { return nil }  // Told where the lake is looked at.
    _ = try? client.list("", limit: 1)
    return client.region
  }
}
