internal import CLibGit2

/// A line `Key: value` in the last paragraph of a commit message (git-interpret-trailers).
package struct Trailer: Hashable, Sendable {
  package let key: String
  package let value: String

  package init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}

extension Commit {
  /// The trailers of the message, in order; keys are as written, and compared without case by git.
  ///
  /// - Throws: `GitError` with the code `unexpected` when libgit2 cannot read them.
  package var trailers: [Trailer] {
    get throws(GitError) {
      try LibGit2.start()
      var array = unsafe git_message_trailer_array()
      try LibGit2.check(unsafe git_message_trailers(&array, message), "the trailers of \(id) cannot be read")
      defer { unsafe git_message_trailer_array_free(&array) }
      return unsafe (0..<array.count).map { index in
        let trailer = unsafe array.trailers[index]
        return unsafe Trailer(key: String(cString: trailer.key), value: String(cString: trailer.value))
      }
    }
  }
}
