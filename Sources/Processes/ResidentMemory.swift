import CProcesses

/// What of this process the machine's memory holds.
package enum ResidentMemory {
  /// Gives back what stands there only because it was needed once: the code that started the program or drew another screen,
  /// and heap that is free again. Takes about a millisecond; what is needed again comes back page by page, from the file
  /// that the system has in memory anyway. Safe from any thread.
  package static func giveBack() { assay_give_back_memory() }
}
