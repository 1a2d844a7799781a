internal import CLibGit2

extension Repository {
  /// Returns the text of the note on an object (git-notes); nil when it has none.
  ///
  /// - Parameters:
  ///   - id: the object, as a rule a commit.
  ///   - reference: the full name of the notes reference.
  /// - Returns: the whole text.
  /// - Throws: `GitError` with the code `unexpected` when the notes cannot be read.
  package func note(on id: ObjectID, in reference: String = "refs/notes/commits") throws(GitError) -> String? {
    var note: OpaquePointer?
    var raw = id.raw
    let status = unsafe git_note_read(&note, handle, reference, &raw)
    if status == GIT_ENOTFOUND.rawValue { return nil }
    try LibGit2.check(status, "the note on \(id) in \(reference) cannot be read")
    defer { unsafe git_note_free(note) }
    return unsafe git_note_message(note).map { unsafe String(cString: $0) }
  }
}
