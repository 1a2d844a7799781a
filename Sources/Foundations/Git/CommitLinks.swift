/// What a walk over the history needs of a commit.
struct CommitLinks {
  let parents: [ObjectID]
  /// The committer's time in seconds since 1970; 0 when it cannot be read.
  let time: Int64
}

extension Repository {
  /// Returns parents and time of a commit, without the rest of it.
  func links(of id: ObjectID) throws(GitError) -> CommitLinks {
    try withObject(id, .commit) { (bytes) throws(GitError) in
      var lines = HeaderLines()
      var parents: [ObjectID] = []
      while let line = lines.next(in: bytes) {
        if bytes.has("parent", at: line.name) {
          guard let parent = ObjectID(digits: bytes, at: line.value.lowerBound) else {
            throw corrupt(id, "a parent of the commit is no id")
          }
          parents.append(parent)
        } else if bytes.has("committer", at: line.name) {
          return CommitLinks(parents: parents, time: Signature.time(bytes, line.value))
        }
      }
      return CommitLinks(parents: parents, time: 0)
    }
  }

  /// The error for history that goes on beyond the end of a shallow clone.
  func cutOff(at id: ObjectID) -> GitError {
    GitError(
      .shallowBoundary, "the history of this shallow clone ends at \(id.abbreviated), before the answer is certain",
      help: "`git fetch --unshallow`, or `git fetch --deepen=100` and try again")
  }
}
