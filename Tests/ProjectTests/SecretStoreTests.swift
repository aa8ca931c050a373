import Foundation
import Project
import TestSupport
import Testing

@Suite struct SecretStoreTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func store(_ variables: [String: String] = [:]) -> SecretStore {
    SecretStore(projectFolder: folder.path, variables: variables)
  }

  func write(_ text: String, mode: Int = 0o600) throws -> String {
    let path = try folder.write(text, to: ".assay/secrets/salt")
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  @Test("the environment comes before the file") func theEnvironmentComesBeforeTheFile() throws {
    _ = try write("from file")
    #expect(try store(["ASSAY_SECRET_SALT": "from environment"]).value("salt") == "from environment")
    #expect(try store().value("salt") == "from file")
  }

  @Test(
    "only the last line break is cut",
    arguments: [("a\n", "a"), ("a\r\n", "a"), ("a\n\n", "a\n"), (" a ", " a "), ("größe", "größe")])
  func onlyTheLastLineBreakIsCut(text: String, expected: String) throws {
    _ = try write(text)
    #expect(try store().value("salt") == expected)
  }

  @Test("a file others can reach is refused", arguments: [0o640, 0o604, 0o644, 0o620, 0o777])
  func aFileOthersCanReachIsRefused(mode: Int) throws {
    let path = try write("hush", mode: mode)
    let error = #expect(throws: SecretError.self) { try store().value("salt") }
    #expect(
      error?.description
        == "the secret salt may be read by others (mode 0\(String(mode, radix: 8))): chmod 600 \(path)")
  }

  @Test("a missing secret says where it is looked for") func aMissingSecretSaysWhereItIsLookedFor() {
    let error = #expect(throws: SecretError.self) { try store().value("salt") }
    #expect(
      error?.description
        == "the secret salt is missing: set ASSAY_SECRET_SALT, or write it to \(folder.path)/.assay/secrets/salt with mode 0600"
    )
  }

  @Test("other names are refused", arguments: ["../salt", "Salt", "", "a/b", "sa lt"])
  func otherNamesAreRefused(name: String) {
    let error = #expect(throws: SecretError.self) { try store(["ASSAY_SECRET_": "x"]).value(name) }
    #expect(error?.reason == .badName)
  }

  @Test("a link is not followed") func aLinkIsNotFollowed() throws {
    let target = try folder.write("hush", to: "elsewhere")
    try folder.write("", to: ".assay/secrets/other")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(".assay/secrets/salt"), withDestinationPath: target)
    #expect(throws: SecretError.self) { try store().value("salt") }
  }

  @Test("No message holds the value", arguments: ["", "\0hush", "\n"])
  func valuesAreNotShown(text: String) throws {
    _ = try write(text)
    let error = #expect(throws: SecretError.self) { try store().value("salt") }
    #expect(error?.description.contains("hush") == false)
  }
}
