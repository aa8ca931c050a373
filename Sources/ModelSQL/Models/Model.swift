import Words

/// One SQL file that makes one table.
package struct Model: Sendable, Hashable {
  package let table: TableName
  /// Where the file stands, relative to the project folder.
  package let path: String
  /// The SELECT, without header and closing semicolon; knows its places in the file.
  package let source: SQLText
  package let settings: ModelSettings
  /// Where columns named by settings stand in the header, so that a wrong one can be shown.
  package let columnMentions: [ColumnMention]
  /// Where tables named by settings stand in the header.
  package let tableMentions: [TableMention]

  package init(
    table: TableName, path: String, source: SQLText, settings: ModelSettings, columnMentions: [ColumnMention] = [],
    tableMentions: [TableMention] = []
  ) {
    self.table = table
    self.path = path
    self.source = source
    self.settings = settings
    self.columnMentions = columnMentions
    self.tableMentions = tableMentions
  }

  package var sql: String { source.text }
}

/// A column that a setting of the header names.
package struct ColumnMention: Sendable, Hashable {
  package let setting: String
  package let column: String
  package let position: SourcePosition

  package init(setting: String, column: String, position: SourcePosition) {
    self.setting = setting
    self.column = column
    self.position = position
  }
}

/// A table that a setting of the header names.
package struct TableMention: Sendable, Hashable {
  package let setting: String
  package let table: TableName
  package let position: SourcePosition

  package init(setting: String, table: TableName, position: SourcePosition) {
    self.setting = setting
    self.table = table
    self.position = position
  }
}
