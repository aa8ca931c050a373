import ArgumentParser
import Canvas
import JSON
import Operations
import Reports
import StatesLanguage

extension WorkflowCommand {
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Draw a state machine as text.",
      discussion: """
        Boxes are states, lines lead from one to the next, dotted ones are where an error leads. Where the terminal is too \
        narrow for the boxes there are only names, and where it is too narrow for those a list, as with --list: → leads \
        on, ✗ is where an error leads.
        """)

    @OptionGroup var answer: AnswerOptions

    @Flag(name: .long, help: "A list of the states, each with its ways.")
    var list = false

    @Argument(help: ArgumentHelp("The machine, an .asl.json file.", valueName: "file"))
    var file: String

    func run() throws {
      let text = try WorkflowFiles.text(file)
      let definition: MachineDefinition
      do throws(InvalidMachine) {
        definition = try MachineDefinition(parsing: text)
      } catch {
        throw WorkflowFiles.show(error, of: text, file, answer)
      }
      let map = list ? nil : try ThisMachine.asked().stateMap(ofMachine: text)
      answer.show(Self.json(definition)) { page in
        map.flatMap { StateMapText.lines($0, page) }
          ?? MachineOutline(definition).lines.map { Self.line($0, page) }
      }
    }

    private static func line(_ line: MachineOutline.Line, _ page: Page) -> StyledLine {
      var drawn = StyledLine(String(repeating: "  ", count: line.depth))
      drawn.append(line.text.drawn(page), line.role)
      if !line.note.isEmpty { drawn.append("  " + line.note.drawn(page), .dim) }
      return drawn
    }

    /// `{states: [{name, type, comment, resource, ways: [{by, to}]}]}`, inner states after the state they are in.
    private static func json(_ definition: MachineDefinition) -> JSONValue {
      let lines = Coverage().lines(of: definition)
      let states = definition.allStates.map { state -> JSONValue in
        var object: JSONObject = ["name": .string(state.name), "type": .string(state.kind.rawValue)]
        if let comment = state.comment { object["comment"] = .string(comment) }
        if case .task(let task) = state.work { object["resource"] = .string(task.resource.text) }
        let ways = lines.filter { $0.state == state.name && $0.way != nil }
        object["ways"] = .array(ways.map { ["by": .optional($0.way?.words), "to": .optional($0.to)] })
        return .object(object)
      }
      return ["comment": .optional(definition.comment), "states": .array(states)]
    }
  }
}

extension MachineOutline.Line {
  fileprivate var role: Role {
    switch kind {
    case .state: .accent
    case .caught: .failed
    case .start, .inner: .dim
    case .way: .text
    }
  }
}

extension String {
  fileprivate func drawn(_ page: Page) -> String {
    page.glyphs == .ascii ? replacing("→", with: "->").replacing("✗", with: "x") : self
  }
}
