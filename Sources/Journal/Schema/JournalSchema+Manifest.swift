extension JournalSchema {
  // The lake's own manifest numbers the files of each source; the journal only repeats it, so that a number means the same
  // whichever journal stands beside the lake. Paths are relative to the lake since a project may be moved.
  static let manifest = """
    ALTER TABLE manifest ADD COLUMN position INTEGER;
    ALTER TABLE manifest ADD COLUMN chain TEXT NOT NULL DEFAULT '';
    UPDATE manifest SET position = sequence WHERE status = 'LOADED';
    UPDATE manifest SET stored_path = 'bronze/' || source || '/_files/' || name;
    CREATE UNIQUE INDEX manifest_by_position ON manifest (source, position);
    CREATE TABLE manifest_state (source TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;

    """
}
