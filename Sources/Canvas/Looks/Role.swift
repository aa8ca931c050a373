/// What a piece of text means; a theme decides how it looks. At most 64 (six bits of a style's id).
package enum Role: UInt8, CaseIterable, Sendable {
  case text, dim, accent, title, border, borderFocused, selection, disabled
  case ok, late, failed, running, stale, unknown
  case key, keyLabel, keyDisabled, input, placeholder, header, footer, tab, tabActive
  case kpi, kpiLabel, unit, rise, fall
  case series1, series2, series3, series4, gridline, axis, threshold, band
  case link, match, mark, danger, severityDebug, severityTrace
  case bronze, silver, gold
  case bannerDev, bannerStage, bannerProd, bannerOther
}
