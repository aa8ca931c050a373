/// What a stretch of text holds, found sixteen bytes at a time.
struct LineMeasure {
  var delimiters = 0
  var holdsQuote = false
  var isASCII = true

  @inline(__always)
  init(_ text: ByteText, from start: Int, to end: Int, delimiter: UInt8, quote: UInt8) {
    let delimiterLanes = SIMD16<UInt8>(repeating: delimiter)
    let quoteLanes = SIMD16<UInt8>(repeating: quote)
    var seen = SIMD16<UInt8>()
    var quotes = SIMDMask<SIMD16<Int8>>(repeating: false)
    var at = start
    while at &+ 16 <= end {
      // 255 rounds fill a lane's counter.
      let stop = min(end, at &+ 16 &* 255)
      var counts = SIMD16<UInt8>()
      while at &+ 16 <= stop {
        let lanes = UnsafeRawPointer(text.base + at).loadUnaligned(as: SIMD16<UInt8>.self)
        counts.replace(with: counts &+ 1, where: lanes .== delimiterLanes)
        quotes = quotes .| (lanes .== quoteLanes)
        seen |= lanes
        at &+= 16
      }
      delimiters &+= Int(SIMD16<UInt16>(truncatingIfNeeded: counts).wrappedSum())
    }
    // `any` of a mask is a call of its own for every line.
    let found = unsafeBitCast(quotes, to: SIMD2<UInt64>.self)
    holdsQuote = found.x | found.y != 0
    var high: UInt8 = 0
    while at < end {
      let byte = text[at]
      if byte == delimiter { delimiters &+= 1 }
      if byte == quote { holdsQuote = true }
      high |= byte
      at &+= 1
    }
    let halves = unsafeBitCast(seen, to: SIMD2<UInt64>.self)
    isASCII = (halves.x | halves.y) & 0x8080_8080_8080_8080 == 0 && high < 0x80
  }
}
