import YAML

/// Reads what `compute` says of a job of AWS Glue.
struct GlueReader {
  let section: YAMLSection
  let bucket: LakeBucket?

  /// What `submit` says.
  static let word = "glue"
  static let keys = ["job", "worker_type", "workers", "timeout"]

  /// Nil where no job is named; the reason is a problem then.
  func read() -> GlueSettings? {
    let place = section.value("submit")?.position ?? section.position
    if bucket == nil {
      section.error(place, "submit: glue needs a lake in a bucket, where Glue finds it: lake: s3://BUCKET/PREFIX")
    }
    if let node = section.value("exchange"), node.text == ComputeSettings.Exchange.folder.rawValue {
      section.error(node.position, "exchange: folder is no folder of Glue's; with submit: glue leave it out")
    }
    guard section.value("job") != nil else {
      section.error(place, "submit: glue needs job, the name of a job of AWS Glue: job: NAME")
      return nil
    }
    guard let job = section.required("job") else { return nil }
    var settings = GlueSettings(job: job)
    settings.workerType = workerType()
    settings.workers = section.int("workers", in: 2...2990)
    // Seven days, as Glue has it.
    settings.timeout = section.int("timeout", in: 1...10_080)
    return settings
  }

  private func workerType() -> String? {
    guard let node = section.value("worker_type"), let text = section.string("worker_type") else { return nil }
    guard text.wholeMatch(of: /[A-Z]\.[0-9]+X|Standard/) != nil else {
      section.error(node.position, "worker_type must be one of Glue's, such as G.1X or G.2X, not '\(text)'")
      return nil
    }
    return text
  }

  /// Of no command: whoever wrote one would believe that it counts.
  func refuseSettings() {
    for key in Self.keys {
      guard let node = section.value(key) else { continue }
      section.error(node.position, "\(key) is of jobs of AWS Glue, and submit is a command; write submit: glue")
    }
  }
}
