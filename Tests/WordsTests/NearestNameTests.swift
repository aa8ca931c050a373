import Testing
import Words

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("formt", "format"), ("ofrmat", "format"), ("paht", "path"), ("FORMAT", "format"), ("partitionby", "partition_by"),
    ("part", "partition_by"),
  ])
  func aSlipOfTheFingersFindsItsWord(text: String, expected: String) {
    #expect(NearestName.closest(to: text, among: ["path", "format", "partition_by", "x"]) == expected)
  }

  @Test(arguments: ["colour", "", "ab", "pathological"])
  func nothingNearIsNothing(text: String) {
    #expect(NearestName.closest(to: text, among: ["path", "format"]) == nil)
  }

  @Test func equalsAreDecidedByTheAlphabet() {
    #expect(NearestName.closest(to: "bat", among: ["cat", "bar", "hat"]) == "bar")
  }
}
