internal import CLibGit2

extension Repository {
  /// Makes an annotated tag (git-tag, `-a`).
  ///
  /// Nothing is ever overwritten: of two writers of one name the second fails, whichever process it is in.
  ///
  /// - Parameters:
  ///   - name: the name without `refs/tags/`.
  ///   - target: the commit that it names.
  ///   - tagger: who makes it, and when.
  ///   - message: the whole message.
  /// - Throws: `GitError` with the code `alreadyExists` where there is such a tag, or `unexpected`.
  package func createTag(
    _ name: String, of target: ObjectID, by tagger: Signature, message: String
  ) throws(GitError) {
    var object: OpaquePointer?
    var raw = target.raw
    try LibGit2.check(
      unsafe git_object_lookup(&object, handle, &raw, GIT_OBJECT_COMMIT), "the commit \(target) cannot be read")
    defer { unsafe git_object_free(object) }
    var signature: UnsafeMutablePointer<git_signature>?
    try LibGit2.check(
      unsafe git_signature_new(&signature, tagger.name, tagger.email, tagger.time, CInt(tagger.offset)),
      "\(tagger) is no signature")
    defer { unsafe git_signature_free(signature) }
    var id = git_oid()
    let status = unsafe git_tag_create(&id, handle, name, object, signature, message, 0)
    if status == GIT_EEXISTS.rawValue || status == GIT_ELOCKED.rawValue {
      throw GitError(
        .alreadyExists, "there is a tag \(name) already", help: "nothing was changed; look at it: git show \(name)")
    }
    try LibGit2.check(status, "the tag \(name) cannot be made")
  }

  /// The annotated tags whose names begin with a prefix, sorted by name; others are passed over.
  ///
  /// - Throws: `GitError` with the code `unexpected` when they cannot be listed, or one of reading a tag.
  package func annotatedTags(withPrefix prefix: String) throws(GitError) -> [(name: String, tag: Tag)] {
    var iterator: OpaquePointer?
    try LibGit2.check(
      unsafe git_reference_iterator_glob_new(&iterator, handle, "refs/tags/\(prefix)*"), "the tags cannot be listed")
    defer { unsafe git_reference_iterator_free(iterator) }
    var tags: [(name: String, tag: Tag)] = []
    var reference: OpaquePointer?
    while unsafe git_reference_next(&reference, iterator) == 0 {
      defer { unsafe git_reference_free(reference) }
      guard let name = unsafe git_reference_name(reference), let id = unsafe git_reference_target(reference) else {
        continue
      }
      let object = unsafe ObjectID(id.pointee)
      guard try header(of: object).kind == .tag else { continue }
      tags.append((String(unsafe String(cString: name).dropFirst("refs/tags/".count)), try tag(object)))
    }
    return tags.sorted { $0.name < $1.name }
  }
}
