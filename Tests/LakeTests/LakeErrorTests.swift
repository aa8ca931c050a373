import Foundation
import Testing

@testable import Lake

@Suite("A step's failure")
struct LakeErrorTests {
  @Test("tells Foundation's errors in words and with their path")
  func foundation() {
    let error = CocoaError(.fileReadNoPermission, userInfo: [NSFilePathErrorKey: "/lake/x"])
    for error in [error as any Error, error as NSError] {
      let cause = LakeError.wrapping(error).cause
      #expect(cause.hasPrefix("/lake/x: "))
      #expect(!cause.contains("Domain"))
    }
  }

  @Test("tells other errors as they tell themselves")
  func other() {
    struct Oops: Error, CustomStringConvertible { let description = "oops" }
    #expect(LakeError.wrapping(Oops()).cause == "oops")
  }
}
