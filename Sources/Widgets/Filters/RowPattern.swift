import Glibc

/// A compiled POSIX extended regular expression, case ignored, with `\d` on top.
///
/// The C library's matcher is several times faster than Swift's Regex on short rows, and its time does not explode on
/// hostile patterns without back references; patterns with those are refused.
///
/// `@unchecked Sendable`: regexec(3) may run on one compiled expression from several threads, and nothing else touches it.
final class RowPattern: @unchecked Sendable {
  private var compiled = regex_t()

  init?(_ pattern: String) {
    guard Self.refusal(pattern) == nil, Self.compile(pattern, into: &compiled) == 0 else { return nil }
  }

  deinit { regfree(&compiled) }

  /// Why a pattern cannot be used; nil when it can.
  static func problem(_ pattern: String) -> String? {
    if let reason = refusal(pattern) { return reason }
    var probe = regex_t()
    let code = compile(pattern, into: &probe)
    guard code != 0 else {
      regfree(&probe)
      return nil
    }
    var message = [CChar](repeating: 0, count: 128)
    regerror(code, &probe, &message, message.count)
    return String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether the bytes hold a match. `^` and `$` also match at line feeds, which stand between the fields of a row.
  func matches(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var bounds = regmatch_t(rm_so: 0, rm_eo: regoff_t(clamping: bytes.count))
    return regexec(&compiled, base.assumingMemoryBound(to: CChar.self), 1, &bounds, REG_STARTEND) == 0
  }

  /// The library decides between bytes and wide characters by this thread's locale while it compiles.
  private static func compile(_ pattern: String, into target: inout regex_t) -> Int32 {
    let bytes = PatternTranslation(pattern).bytes
    let flags = REG_EXTENDED | REG_ICASE | REG_NEWLINE
    // Without memory for a locale the program's own must do: dots then count bytes.
    guard let bytewise = newlocale(1 << LC_CTYPE, "C", nil) else { return regcomp(&target, bytes, flags) }
    let before = uselocale(bytewise)
    defer {
      uselocale(before)
      freelocale(bytewise)
    }
    return regcomp(&target, bytes, flags)
  }

  private static func refusal(_ pattern: String) -> String? {
    guard pattern.utf8.count <= 200, !pattern.utf8.contains(0) else { return "patterns have at most 200 characters" }
    var isEscaped = false
    for character in pattern {
      if isEscaped, character.isNumber { return "back references are not supported" }
      isEscaped = character == "\\" && !isEscaped
    }
    return PatternTranslation(pattern).problem
  }
}
