import Operations

/// A line of an execution's log. The widget that draws lines has a `LogLine` of its own, so files that draw use this name.
typealias RunLogLine = LogLine
