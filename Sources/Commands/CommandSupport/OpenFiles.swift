internal import SystemPackage

/// How many files this process may open.
enum OpenFiles {
  /// What a check needs: the threads' own three, a repository with its packs, a file that is written.
  private static let needed = 16

  /// Looks whether enough files can be opened, since below it the runtime ends a process without a word when it cannot
  /// open its own.
  ///
  /// - Throws: `FileProblem` where they cannot.
  static func requireEnough() throws(FileProblem) {
    var open: [FileDescriptor] = []
    var failure: (any Error)?
    do {
      while open.count < needed {
        open.append(try FileDescriptor.open(FilePath("/"), .readOnly, options: .closeOnExec))
      }
    } catch {
      failure = error
    }
    let count = open.count
    do {
      for file in open { try file.close() }
    } catch {
      failure = error
    }
    guard let failure else { return }
    throw FileProblem(
      description: "only \(count) more files can be opened, and \(needed) are needed: \(failure); "
        + "raise the limit (ulimit -n)")
  }
}
