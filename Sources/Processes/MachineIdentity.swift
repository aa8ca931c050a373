import Foundation

/// What a process number means something in: this start of a machine, and on it the process namespace, which two containers
/// do not share however their host is called. The host's name is for people; it may change while processes run.
package struct MachineIdentity: Sendable, Hashable, CustomStringConvertible {
  package let host: String
  /// The kernel's id of this start; empty where it has none.
  package let boot: String
  /// The number of the process namespace; empty on a system without them.
  package let namespace: String

  package init(host: String, boot: String, namespace: String) {
    self.host = host
    self.boot = boot
    self.namespace = namespace
  }

  package static let current = MachineIdentity(
    host: ProcessInfo.processInfo.hostName.filter { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" },
    boot: bootID(), namespace: namespaceNumber())

  /// One word that can be part of a file's name.
  package var description: String { "\(host)_\(boot)_\(namespace)" }

  /// Nil for a text of an earlier assay, which wrote the host's name alone.
  package init?(_ text: String) {
    let words = text.split(separator: "_", omittingEmptySubsequences: false)
    guard words.count == 3 else { return nil }
    self.init(host: String(words[0]), boot: String(words[1]), namespace: String(words[2]))
  }

  /// Whether a process number of the other is one here.
  package func sharesProcesses(with other: MachineIdentity) -> Bool {
    boot == other.boot && namespace == other.namespace && (!boot.isEmpty || host == other.host)
  }

  private static func bootID() -> String {
    // A system without the file has one start that anybody can tell.
    let text = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
    return text.filter { $0.isHexDigit }
  }

  private static func namespaceNumber() -> String {
    // A system without namespaces has one.
    let link = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
    return link.filter(\.isNumber)
  }
}
