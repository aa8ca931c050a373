import Canvas

extension Role {
  /// The role whose look a theme means when it says nothing about this one; nil for the one every theme must define.
  var fallback: Role? {
    switch self {
    case .text: nil
    case .accent, .title, .selection, .ok, .late, .failed, .running, .stale, .keyLabel, .input, .header, .footer,
      .match, .bronze, .silver, .gold, .bannerDev, .bannerStage, .bannerProd, .bannerOther, .dim:
      .text
    case .border, .disabled, .unknown, .placeholder, .tab, .kpiLabel, .unit, .axis, .severityDebug: .dim
    case .borderFocused, .key, .series1, .link, .mark: .accent
    case .keyDisabled: .disabled
    case .tabActive, .kpi: .title
    case .rise, .series3: .ok
    case .fall, .series2: .late
    case .series4: .stale
    case .gridline: .border
    case .threshold, .danger: .failed
    case .band: .gridline
    case .severityTrace: .severityDebug
    }
  }
}

extension Ground {
  /// The ground whose look a theme means when it says nothing about this one; nil for those every theme must define.
  var fallback: Ground? {
    switch self {
    case .screen, .selection: nil
    case .raised, .heat0: .screen
    case .header, .footer, .input: .raised
    case .selectionUnfocused, .match, .textCursor, .bannerDev, .bannerStage, .bannerProd, .bannerOther: .selection
    case .mark: .selectionUnfocused
    case .heat1: .heat0
    case .heat2: .heat1
    case .heat3: .heat2
    case .heat4: .heat3
    }
  }
}
