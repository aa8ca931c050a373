extension JournalSchema {
  // A name may be withdrawn more than once: each time other bytes had come under it.
  static let withdrawal = """
    DROP INDEX IF EXISTS manifest_by_name;
    CREATE UNIQUE INDEX manifest_by_name ON manifest (source, name, status) WHERE status <> 'WITHDRAWN';
    CREATE INDEX manifest_of_name ON manifest (source, name, status);

    """
}
