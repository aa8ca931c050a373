import ModelSQL
import Project
import Words

/// Tables that other tables' rules look at. A table is built after them, so that its rules see them as they are in this
/// run; where that would turn around, the lineage wins and the rules see the version before.
enum RuleReferences {
  static func tables(of project: ProjectDefinition, inputs: [TableName: [TableName]]) -> [TableName: [TableName]] {
    var graph = inputs
    var result: [TableName: [TableName]] = [:]
    for ruleset in project.rulesets.sorted(by: { $0.table < $1.table }) {
      let named = project.tables(namedBy: ruleset.ruleset).filter { $0 != ruleset.table }
      for other in named.sorted() where !Lineage.upstream(of: [other], graph).contains(ruleset.table) {
        graph[ruleset.table, default: []].append(other)
        result[ruleset.table, default: []].append(other)
      }
    }
    return result
  }
}
