internal import SQL

/// A file that the reading of `own` and that of the tool whose markers it has would apply in different ways.
struct RunnerAmbiguity: Sendable {
  /// The first such file.
  let path: String
  let tool: Runner

  /// Finds it among files that were read as `own`; `nil` where all of them mean the same to both.
  init?(_ files: [MigrationFile]) {
    for file in files {
      guard let paths = file.paths else { continue }
      if let tool = paths.misreadings.first(where: { $0.tool != nil })?.tool {
        (path, self.tool) = (file.path, tool)
        return
      }
      let conventions = MarkedText(paths.source).conventions.filter(\.hasMarkers)
      guard conventions.count == 1, let convention = conventions.first else { continue }
      // BEGIN … COMMIT each way is the reading of `own`, whatever tool knows the markers, too.
      let hasOwnTransactions = [paths.up, paths.down].compactMap(\.self).contains { direction in
        direction.problems.allSatisfy { $0.kind != .missing } && !direction.script.statements.isEmpty
      }
      if !hasOwnTransactions {
        self.path = file.path
        tool = convention.runner ?? .dbmate
        return
      }
    }
    return nil
  }
}
