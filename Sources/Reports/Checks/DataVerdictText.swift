import Canvas
import JSON
import Operations
import Words

/// A ruleset's verdict on a file as text.
package enum DataVerdictText {
  package static func lines(_ verdict: DataVerdict, data: String, _ page: Page) -> [StyledLine] {
    var lines = [head(verdict, data, page)]
    if verdict.malformed > 0 {
      let records = verdict.malformed == 1 ? "1 record is" : "\(verdict.malformed) records are"
      lines.append(StyledLine("\(records) malformed and no row: no rule has looked at them", .late))
    }
    lines.append("")
    if !verdict.rules.isEmpty { lines += QualityText.rules(verdict.rules, page) }
    return lines + verdict.measured.flatMap(measures)
  }

  private static func head(_ verdict: DataVerdict, _ data: String, _ page: Page) -> StyledLine {
    var head = StyledLine(data, .title)
    if let score = verdict.score {
      let tenths = (score * 1000).rounded(.down) / 1000
      head.append("  score \(NumberText.percent(tenths))", score < 1 ? .failed : .ok)
    } else {
      head.append("  nothing was judged", .late)
    }
    if let passed = verdict.rowsPassed, let failed = verdict.rowsFailed, !verdict.rules.isEmpty {
      head.append(page.glyphs.separator + "\(passed) rows pass, \(failed) fail", .dim)
    }
    return head
  }

  private static func measures(_ result: DataVerdict.Measured) -> [StyledLine] {
    var lines = [StyledLine(result.analyzer)]
    for measure in result.measures {
      lines.append(
        StyledLine(
          "  \(measure.name) \(measure.value.isNull ? "–" : measure.value.stringValue ?? measure.value.text)", .dim))
    }
    if !result.message.isEmpty { lines.append(StyledLine("  \(result.message)", .late)) }
    return lines
  }
}
