/// What is looked at for new files and changed columns: a file of the project's `crawlers` folder.
package struct CrawlerDefinition: Sendable, Hashable {
  /// What becomes of a table's columns that changed (`SchemaChangePolicy.UpdateBehavior`).
  package enum UpdateBehavior: String, Sendable, CaseIterable {
    case update = "UPDATE_IN_DATABASE"
    case log = "LOG"
  }

  /// What becomes of tables without a file.
  package enum DeleteBehavior: String, Sendable, CaseIterable {
    case deprecate = "DEPRECATE_IN_DATABASE"
    case delete = "DELETE_FROM_DATABASE"
    case log = "LOG"
  }

  package enum Recrawl: String, Sendable, CaseIterable {
    case everything = "CRAWL_EVERYTHING"
    case newFolders = "CRAWL_NEW_FOLDERS_ONLY"
  }

  package let name: String
  package var description: String?
  /// Folders and files, absolute.
  package var targets: [String]
  package var updateBehavior = UpdateBehavior.update
  package var deleteBehavior = DeleteBehavior.deprecate
  package var recrawl = Recrawl.everything

  package init(name: String, targets: [String]) { (self.name, self.targets) = (name, targets) }
}
