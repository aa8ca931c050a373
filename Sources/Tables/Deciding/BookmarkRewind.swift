import Lake
import Project
import Words

/// Whether a table's bookmark may be put back to an earlier position.
package enum BookmarkRewind {
  /// Throws for a table that only appends: it would take the rows after the position a second time. A reset is different:
  /// the table is then written anew.
  package static func check(_ table: TableName, in project: ProjectDefinition) throws(LakeError) {
    guard let settings = project.model(table)?.settings, settings.isIncremental, settings.matchedBy == nil,
      settings.strategy != .merge, settings.strategy != .replacePartitions
    else { return }
    throw LakeError(
      .rewindRefused,
      """
      \(table) appends what it reads, so reading on from an earlier position would add the same rows twice; let it be \
      written anew: assay bookmark reset \(table)
      """)
  }
}
