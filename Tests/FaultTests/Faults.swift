import Testing

/// What must hold when things break: the real program, as processes, on real files.
///
/// One test at a time: each of them starts processes of its own that use the whole machine, and waits for them.
@Suite("With faults", .serialized)
enum Faults {}
