/// What a Task state says of what it calls, as far as that stands there and is not made at run time.
package struct TaskMention: Sendable {
  package let state: String
  package let resource: TaskResource
  package let place: SourcePlace
  /// Texts among its Parameters or Arguments that are no expressions, by name.
  package let texts: [String: (text: String, place: SourcePlace)]

  /// Those of a whole machine, inner ones too, in the order of the text; none where it is no JSON.
  package static func all(in text: String) -> [TaskMention] {
    guard let root = try? LocatedJSON(parsing: text) else { return [] }  // the validator says what is wrong
    return machine(root)
  }

  private static func machine(_ node: LocatedJSON) -> [TaskMention] {
    (node["States"]?.entries ?? []).flatMap { entry in
      let inner =
        (entry.value["Branches"]?.items ?? [])
        + ["ItemProcessor", "Iterator"].compactMap { entry.value[$0] }
      return (TaskMention(entry).map { [$0] } ?? []) + inner.flatMap(machine)
    }
  }

  private init?(_ entry: LocatedEntry) {
    guard entry.value["Type"]?.string == "Task", let resource = entry.value["Resource"],
      let text = resource.string, !text.contains("${")
    else { return nil }
    state = entry.name
    self.resource = TaskResource(text)
    place = resource.place
    let parameters = (entry.value["Parameters"] ?? entry.value["Arguments"])?.entries ?? []
    texts = parameters.reduce(into: [:]) { texts, parameter in
      guard let text = parameter.value.string, !text.contains("{%"), !text.contains("${") else { return }
      texts[parameter.name] = (text, parameter.value.place)
    }
  }
}
