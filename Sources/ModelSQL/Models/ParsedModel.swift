import Words

/// What the engine's parse of a model or a query tells.
package struct ParsedModel: Sendable, Hashable {
  package let source: SQLText
  /// Every use of a table, in the order of the text.
  package internal(set) var tables: [TableUse] = []
  /// Every call of a portable function, in the order of the text.
  package internal(set) var calls: [FunctionCall] = []
  /// Every cast to a date or a timestamp, in the order of the text.
  package internal(set) var casts: [TextCast] = []
  /// The names of the result's columns, as far as the text tells: nil where a `*` hides them.
  package internal(set) var outputColumns: [String]?
  /// Names of columns held against the parameters `$from` and `$to`.
  package internal(set) var dayColumns: Set<String> = []
  /// Names given to `secret(…)`.
  package internal(set) var secrets: [String] = []
  package internal(set) var problems: [SQLProblem] = []
  /// What the portable subset has and Spark answers otherwise; of matter only where the model runs there.
  var sparkProblems: [SQLProblem] = []
  /// Tables it names and that are not there.
  package internal(set) var missingTables: [String] = []
  /// In the SQL of a rule: text columns that are read as something else.
  package internal(set) var typedUses: [TypedUse] = []

  /// The tables it reads, each once, in the order they appear.
  package var inputs: [TableName] {
    var seen: Set<TableName> = []
    return tables.map(\.table).filter { seen.insert($0).inserted }
  }

  package var hasErrors: Bool { problems.contains { $0.severity == .error } }

  /// Adds what was found by someone who knows what the columns are for.
  package mutating func add(_ problem: SQLProblem) { problems.append(problem) }
}

/// One place where a table is read.
package struct TableUse: Sendable, Hashable {
  package let table: TableName
  package let position: SourcePosition
  /// The bytes of `layer.name` in the SQL text.
  package let range: Range<Int>
  /// The query names it otherwise (`from silver.orders as o`).
  package let hasAlias: Bool
}

/// One call of a function that every engine spells its own way.
package struct FunctionCall: Sendable, Hashable {
  package let function: PortableFunction
  package let position: SourcePosition
  /// The bytes from the name's first to the closing parenthesis.
  package let range: Range<Int>
  /// The bytes of each argument, blanks around it cut off.
  package let arguments: [Range<Int>]
  /// Stands in FROM.
  package let isTable: Bool
  /// A table function that the query names otherwise.
  package let hasAlias: Bool
}

extension ParsedModel {
  /// The query itself brings rows of a key together: it groups them, or numbers them to take one.
  package var joinsRows: Bool {
    let tokens = SQLTokens(source.text)
    return tokens.tokens.indices.contains { index in
      tokens.isWord(index, "group") && tokens.isWord(index + 1, "by") || tokens.isWord(index, "row_number")
    }
  }
}
