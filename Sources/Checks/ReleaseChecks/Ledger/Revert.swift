internal import Changes
package import Git

/// A commit that is aboard, and that the default branch has reverted since (git-revert).
package struct Revert: Sendable {
  package let commit: ObjectID
  package let by: ObjectID

  /// The commits between what runs and a commit that later commits of the default branch revert.
  ///
  /// Empty also where the commits are not known: it is only a warning.
  static func all(
    aboard commit: ObjectID, since current: EnvironmentRecords.Current?, _ history: any CommitHistory
  ) -> [Revert] {
    guard case .deployment(let running)? = current, let tip = history.tip else { return [] }
    do throws(GitError) {
      let later = try history.commits(from: commit, to: tip)
      guard !later.isEmpty else { return [] }
      let aboard = Set(try history.commits(from: running.commit, to: commit).map(\.id))
      return later.flatMap { reverting in
        reverting.reverts.filter(aboard.contains).map { Revert(commit: $0, by: reverting.id) }
      }
    } catch {
      return []
    }
  }
}

extension HistoryCommit {
  /// The commits that the message says it reverts, as `git revert` writes it.
  package var reverts: [ObjectID] {
    message.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("This reverts commit ") else { return nil }
      return ObjectID(line.dropFirst("This reverts commit ".count).prefix(40))
    }
  }
}
