package import Documents
package import Findings
package import Git

/// A check whose files can silence its rules by comments.
package protocol SuppressibleCheck: Check {
  /// What the names of such files end with.
  static var suppressibleSuffix: String { get }

  /// The edits that give renamed rules their new ids in the suppressions of a file.
  static func renamesInSuppressions(of source: SourceText) -> [TextEdit]
}

/// The files of a working tree that suppress rules by ids that they had before.
package struct SuppressionRenames {
  /// The files to edit, by their paths.
  package private(set) var files: [(path: RepositoryPath, source: SourceText, edits: [TextEdit])] = []

  /// The files that the default branch has as they are: a merged file stays as it is, and no rule reads it again.
  package private(set) var merged: [RepositoryPath] = []

  /// Looks through the working tree.
  ///
  /// - Throws: `GitError` of reading trees or the working tree.
  package init(of checks: [any SuppressibleCheck.Type], in repository: Repository) throws(GitError) {
    let tree = try SurveyedTree(workingTreeOf: repository)
    let mergedState = try Self.mergedState(of: repository)
    for check in checks {
      for path in tree.paths where path.description.hasSuffix(check.suppressibleSuffix) {
        guard let bytes = tree.bytes(of: path) else { continue }
        let source = SourceText(bytes)
        let edits = check.renamesInSuppressions(of: source)
        if edits.isEmpty { continue }
        if try Self.has(mergedState, bytes, at: path) {
          merged.append(path)
        } else {
          files.append((path, source, edits))
        }
      }
    }
  }

  private static func mergedState(of repository: Repository) throws(GitError) -> Snapshot? {
    guard let branch = try repository.defaultBranch(for: repository.currentBranch) else { return nil }
    return try Snapshot(of: repository.commitID(of: branch), in: repository)
  }

  private static func has(_ state: Snapshot?, _ bytes: [UInt8], at path: RepositoryPath) throws(GitError) -> Bool {
    guard let state, let version = try state.version(of: path), version.isPlainFile else { return false }
    return try state.bytes(of: path, version, limit: Int.max) == bytes
  }
}
