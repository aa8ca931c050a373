import Clocks
import Fetching
import Project

/// Whether what sources read from other machines can be read from here.
struct RemoteExamination {
  let project: ProjectDefinition
  let variables: [String: String]

  func findings() -> [Finding] {
    let network = NetworkFiles(environment: variables, clock: SystemClock())
    return project.sources.flatMap { source in
      source.remotes.compactMap { place in
        network.access(to: place).map { access in
          Finding(
            place.address(place.path), access.works ? .ok : .missing, access.text,
            remedy: access.remedy)
        }
      }
    }
  }
}
