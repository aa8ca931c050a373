import Metrics
import Testing

@Suite("Numbers in sentences") struct MetricNumberTests {
  @Test(
    "have five digits, whole ones all of theirs, and never cross the limit they are held against",
    arguments: [
      (0.25316455696202533, 5.0, "0.25316"), (1234.5678, 5, "1234.6"), (1_234_567, 5, "1234567"), (-0.1, 5, "-0.1"),
      (100.000001, 100, "100.000001"), (99.999999, 100, "99.999999"), (100.5, 100, "100.5"), (1e-7, 0, "0.0000001"),
      (5, 5, "5"), (.infinity, 5, "inf"),
    ])
  func short(value: Double, limit: Double, text: String) {
    #expect(MetricNumber.short(value, beside: limit...limit) == text)
  }
}
