import Lake
import Words

extension FailureReason {
  /// The one place where any error of the layers below gets its name and its wording, in a step as in planning.
  package init(of error: any Error) { self.init((error as? any NamedFailure) ?? LakeError.wrapping(error)) }
}
