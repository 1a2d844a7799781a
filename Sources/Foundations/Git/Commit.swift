/// A commit (gitglossary, "commit object").
package struct Commit: Hashable, Sendable {
  package let id: ObjectID
  /// The id of the tree that it records.
  package let tree: ObjectID
  /// The ids of its parents, in order; none for a root commit, more than one for a merge.
  package let parents: [ObjectID]
  package let author: Signature
  package let committer: Signature
  /// The whole message, as it was recorded.
  package let message: String

  /// Whether it has more than one parent.
  package var isMerge: Bool { parents.count > 1 }

  /// The first paragraph of the message on one line (git-log, `%s`).
  package var subject: String {
    message.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { $0.allSatisfy(\.isWhitespace) }
      .prefix { !$0.allSatisfy(\.isWhitespace) }
      .joined(separator: " ")
  }
}

extension Repository {
  /// Returns a commit.
  ///
  /// - Throws: `GitError` with the code `wrongKind`, or one of reading an object; `corruptObject` when it is malformed.
  package func commit(_ id: ObjectID) throws(GitError) -> Commit {
    try withObject(id, .commit) { (bytes) throws(GitError) in
      var lines = HeaderLines()
      var tree: ObjectID?
      var parents: [ObjectID] = []
      var author: [UInt8] = []
      var committer: [UInt8] = []
      var encoding = TextEncoding.utf8
      while let line = lines.next(in: bytes) {
        if bytes.has("tree", at: line.name), tree == nil {
          tree = ObjectID(digits: bytes, at: line.value.lowerBound)
        } else if bytes.has("parent", at: line.name) {
          guard let parent = ObjectID(digits: bytes, at: line.value.lowerBound) else {
            throw corrupt(id, "a parent of the commit is no id")
          }
          parents.append(parent)
        } else if bytes.has("author", at: line.name) {
          author = bytes.copy(line.value)
        } else if bytes.has("committer", at: line.name) {
          committer = bytes.copy(line.value)
        } else if bytes.has("encoding", at: line.name) {
          encoding = TextEncoding(named: String(decoding: bytes.copy(line.value), as: UTF8.self))
        }
      }
      guard let tree else { throw corrupt(id, "the commit has no tree") }
      return Commit(
        id: id, tree: tree, parents: parents, author: Signature(author, encoding: encoding),
        committer: Signature(committer, encoding: encoding),
        message: encoding.text(bytes.copy(lines.messageStart(in: bytes)..<bytes.count)))
    }
  }
}
