internal import CLibGit2

/// A tag, and the commit that it leads to.
package struct TaggedCommit: Hashable, Sendable {
  /// The name without `refs/tags/`.
  package let name: String
  package let commit: ObjectID
}

extension Repository {
  /// The tags that lead to commits, annotated or not, sorted by name.
  ///
  /// - Throws: `GitError` with the code `unexpected` when they cannot be listed.
  package var tags: [TaggedCommit] {
    get throws(GitError) {
      var iterator: OpaquePointer?
      try LibGit2.check(
        unsafe git_reference_iterator_glob_new(&iterator, handle, "refs/tags/*"), "the tags cannot be listed")
      defer { unsafe git_reference_iterator_free(iterator) }
      var tags: [TaggedCommit] = []
      var reference: OpaquePointer?
      while unsafe git_reference_next(&reference, iterator) == 0 {
        defer { unsafe git_reference_free(reference) }
        var commit: OpaquePointer?
        // A tag of a tree or a file, or of an object that a partial clone lacks, is no version of anything.
        guard unsafe git_reference_peel(&commit, reference, GIT_OBJECT_COMMIT) == 0 else { continue }
        defer { unsafe git_object_free(commit) }
        guard let name = unsafe git_reference_name(reference), let id = unsafe git_object_id(commit) else { continue }
        tags.append(
          TaggedCommit(
            name: String(unsafe String(cString: name).dropFirst("refs/tags/".count)),
            commit: unsafe ObjectID(id.pointee)))
      }
      return tags.sorted { $0.name < $1.name }
    }
  }
}
