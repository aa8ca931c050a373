import Canvas
import Interaction
import Testing
import Widgets

/// The layers every program has: help, palette, confirm.
@Suite struct LayersTests {
  private func session(height: Int = 14) throws -> ScriptedSession<SampleLayer.Message> {
    ScriptedSession(
      root: SampleLayer(saveIsOff: false), actions: try SampleLayer.registry(), size: Size(width: 60, height: height),
      glyphs: .ascii)
  }

  @Test("cancel has the focus in a confirmation") func cancelHasTheFocusInAConfirmation() throws {
    let session = try session()
    session.press("d")
    #expect(session.picture.contains("Delete?"))
    session.press("enter")
    #expect(session.screen.line(0) == "root: opened ask")
    #expect(!session.picture.contains("Delete?"))
  }

  @Test("confirming tells the opener") func confirmingTellsTheOpener() throws {
    let session = try session()
    session.press("d", "right", "enter")
    #expect(session.screen.line(0) == "root: opened ask confirmed")
  }

  @Test("a modal dialog keeps keys from the screen below", arguments: ["q", "s", "l", "y", "x"] as [Key])
  func aModalDialogKeepsKeysFromTheScreenBelow(_ key: Key) throws {
    let session = try session()
    session.press("d", key, "esc")
    #expect(session.screen.line(0) == "root: opened ask")
    #expect(session.ending == nil)
  }

  @Test("a protected name must be typed before the answer can be yes")
  func aProtectedNameMustBeTypedBeforeTheAnswerCanBeYes() throws {
    let session = try session()
    session.press("D", "tab", "tab", "enter")
    #expect(session.picture.contains("type prod"))
    #expect(session.screen.line(0) == "root: opened ask.name")
    session.press("tab")
    session.type("prod")
    session.press("enter", "enter")
    #expect(session.screen.line(0) == "root: opened ask.name confirmed")
  }

  @Test("the help lists every action that has a meaning here") func theHelpListsEveryActionThatHasAMeaningHere() throws
  {
    let session = try session(height: 24)
    session.press("?")
    #expect(session.picture.contains("Program"))
    #expect(session.picture.contains("s Ctrl-S"))
    #expect(session.picture.contains("Save what is shown"))
    #expect(!session.picture.contains("hidden"))
    session.press("x")
    #expect(session.screen.line(0) == "root: opened help")
  }

  @Test("the palette does an action of the screen below") func thePaletteDoesAnActionOfTheScreenBelow() throws {
    let session = try session()
    session.press(":")
    session.type("save")
    session.press("enter")
    #expect(session.screen.line(0) == "root: opened palette save")
  }

  @Test("the palette goes to a destination by its detail") func thePaletteGoesToADestinationByItsDetail() throws {
    let session = try session()
    session.press(":")
    session.type("silver")
    session.press("enter")
    #expect(session.screen.line(0) == "root: opened palette loaded(\"orders\")")
  }

  @Test("a destination that is found while the palette is open joins it")
  func aDestinationThatIsFoundWhileThePaletteIsOpenJoinsIt() throws {
    let session = ScriptedSession<SampleLayer.Message>(
      root: PaletteLayer(offers: []) { message in
        guard case .announced(let name) = message else { return [] }
        return [.init(PaletteEntry(name), .loaded(name))]
      }, actions: try SampleLayer.registry(), size: Size(width: 60, height: 14))
    session.type("late")
    #expect(session.picture.contains("nothing matches"))
    session.tellEveryone(.announced("latecomer"))
    session.settle()
    #expect(session.picture.contains("▸ latecomer"))
  }

  @Test("the footer shows the most prominent actions first") func theFooterShowsTheMostProminentActionsFirst() throws {
    let session = try session()
    #expect(session.screen.line(13).hasPrefix(" q quit  s save"))
  }

  @Test("under a dialog the footer offers nothing of the screen below")
  func underADialogTheFooterOffersNothingOfTheScreenBelow() throws {
    let session = try session()
    session.press("d")
    #expect(!session.screen.line(13).contains("quit"))
  }
}
