/// SQL that reads a text as a day or a moment, to the letter: `2026-11-21`, or with a time (`T` or a blank between, up to nine
/// digits of a second) and then `Z`, an offset or nothing for UTC. Anything else is NULL; the engine's own cast would stop
/// at junk, read `2024-1-1O`, and drop the offset.
///
/// Texts for DuckDB; the value is SQL of type varchar, and is said several times.
package enum MomentSQL {
  private static let day = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
  private static let clock = "[ T](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,9})?)?"
  private static let offset = "(?:Z|[+-](?:[01][0-9])(?::?[0-5][0-9])?)"

  /// A TIMESTAMP in UTC.
  package static func moment(_ value: String) -> String {
    """
    (CASE WHEN regexp_full_match(\(value), '\(day)(?:\(clock))?') THEN TRY_CAST(\(value) AS TIMESTAMP) \
    WHEN regexp_full_match(\(value), '\(day)\(clock)\(offset)') \
    THEN make_timestamp(epoch_us(TRY_CAST(\(value) AS TIMESTAMP WITH TIME ZONE))) END)
    """
  }

  /// A DATE: the UTC day of the moment.
  package static func day(_ value: String) -> String { "CAST(\(moment(value)) AS DATE)" }

  /// Whether a text is a day in a form of `strptime`'s letters, no blank and no missing digit: what it is written as must be
  /// the text again.
  package static func isWritten(_ value: String, as form: String) -> String {
    "coalesce(strftime(TRY_STRPTIME(\(value), \(form)), \(form)) = \(value), false)"
  }
}
