import Testing

/// The built dashboard in a pseudo-terminal, over real projects.
///
/// One after the other: each test has a terminal, a program and often a worker, and two cores are enough for that.
@Suite(.serialized) enum EndToEnd {}
