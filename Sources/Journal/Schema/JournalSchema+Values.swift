extension JournalSchema {
  /// What kind of values each column of a file had, so that the next file is held against it without reading it again.
  static let values = """
    ALTER TABLE manifest ADD COLUMN types TEXT NOT NULL DEFAULT '{}';

    """
}
