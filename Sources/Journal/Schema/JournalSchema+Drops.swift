extension JournalSchema {
  // A fire that stands for files which arrived: what stands for them, and the day they are of.
  static let drops = """
    ALTER TABLE schedule_fire ADD COLUMN drop_key TEXT;
    ALTER TABLE schedule_fire ADD COLUMN drop_day TEXT;

    """
}
