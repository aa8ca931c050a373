/// What a background means; a theme decides its colour. At most 32 (five bits of a style's id).
package enum Ground: UInt8, CaseIterable, Sendable {
  case screen, raised, header, footer, selection, selectionUnfocused, mark, input, match, textCursor
  case bannerDev, bannerStage, bannerProd, bannerOther
  case heat0, heat1, heat2, heat3, heat4
}
