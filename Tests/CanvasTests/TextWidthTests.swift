import Canvas
import Glibc
import Testing

@Suite("Text width")
struct TextWidthTests {
  @Test(
    "follows the rule for sequences",
    arguments: [
      ("abc", 3), ("日本", 4), ("é", 1), ("e\u{301}", 1), ("❤\u{FE0F}", 1), ("👍🏽", 2), ("👨\u{200D}👩\u{200D}👧", 2),
      ("🇩🇪", 2),
      ("1\u{FE0F}\u{20E3}", 1), ("ㅎ", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("\u{1FAE8}", 1), ("\u{1B}[31m", 5),
      ("\t", 1),
      ("\u{202E}abc", 4), ("─│…●▲✔", 6), ("", 0), ("\u{301}", 1),
    ])
  func sequences(text: String, columns: Int) {
    #expect(TextWidth.of(text) == columns)
    var surface = Surface(size: Size(width: 20, height: 1))
    #expect(surface.write(text, at: .zero) == columns)
  }

  /// The table was asked from glibc 2.36; other versions know newer scalars.
  @Test("is the C library's own table, scalar by scalar")
  func library() throws {
    typealias Width = @convention(c) (Int32) -> Int32
    typealias Version = @convention(c) () -> UnsafePointer<CChar>
    guard let width = dlsym(nil, "wcwidth"), let version = dlsym(nil, "gnu_get_libc_version"),
      String(cString: unsafeBitCast(version, to: Version.self)()) == "2.36"
    else { return }
    let locale = try #require(newlocale(1 << LC_CTYPE, "C.UTF-8", nil))
    let before = uselocale(locale)
    defer {
      uselocale(before)
      freelocale(locale)
    }
    let wcwidth = unsafeBitCast(width, to: Width.self)
    let wrong = (UInt32(0)..<0x110000).filter { scalar in
      TextWidth.of(scalar) != Int(wcwidth(Int32(bitPattern: scalar)))
    }
    #expect(wrong.isEmpty)
  }
}
