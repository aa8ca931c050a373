extension JournalSchema {
  // By which settings of its source a file was read, so that changed ones are told and old files go on being read as they
  // were; null for files loaded before this was kept.
  static let decision = """
    ALTER TABLE manifest ADD COLUMN reading TEXT;
    ALTER TABLE manifest ADD COLUMN rereads INTEGER NOT NULL DEFAULT 0;

    """
}
