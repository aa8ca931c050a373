import Clocks
import Fetching
import Operations
import Project

/// Whether what sources read from other machines can be read from here.
struct RemoteExamination {
  let project: ProjectDefinition
  let variables: [String: String]
  let clock: any WallClock

  private var network: NetworkFiles { NetworkFiles(environment: variables, clock: clock) }

  /// Of a lake in a bucket; a folder is looked at where it is.
  func lake() -> [Finding] {
    guard let bucket = project.environment.bucket else { return [] }
    let state = network.look(at: bucket)
    var found = [Finding("lake", state.access.works ? .ok : .missing, state.access.text, remedy: state.access.remedy)]
    if state.isPublic == true {
      let block =
        "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true"
      found.append(
        Finding(
          "lake", .warn, "the bucket \(bucket.name) is public: anybody may get at the lake's rows",
          remedy:
            "aws s3api put-public-access-block --bucket \(bucket.name) --public-access-block-configuration \(block)"))
    }
    if state.leftOver > 0 {
      let what = state.leftOver == 1 ? "1 upload" : "\(state.leftOver) uploads"
      found.append(Finding("lake", .warn, "\(what) that nobody ended for a day; the next run removes them"))
    }
    return found
  }

  /// Of the job of AWS Glue that Spark's work goes to.
  func job() -> [Finding] {
    guard let bucket = project.environment.bucket, let job = project.environment.compute?.glue else { return [] }
    let state = network.look(at: job, for: bucket)
    let access = state.access
    let found = [Finding("glue", access.works ? .ok : .missing, access.text, remedy: access.remedy)]
    return found + (state.warning.map { [Finding("glue", .warn, "the Glue job \(job.job): \($0)")] } ?? [])
  }

  func findings() -> [Finding] {
    let network = network
    return project.sources.flatMap { source in
      source.remotes.map { place in
        let access = network.access(to: place)
        return Finding(
          place.address(place.path), access.works ? .ok : .missing, access.text, remedy: access.remedy)
      }
    }
  }
}
