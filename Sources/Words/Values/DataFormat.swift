/// How data are written that can be read without a project.
package enum DataFormat: String, Sendable, CaseIterable { case csv, jsonl, parquet, delta }
