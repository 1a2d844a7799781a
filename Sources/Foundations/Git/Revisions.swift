internal import CLibGit2

extension Repository {
  /// Returns the id of the object that a revision names (gitrevisions): `HEAD^2`, `main~3`, a tag, `REV:PATH`, an
  /// abbreviated id of four digits or more.
  ///
  /// A full id stands for itself when the repository has the object.
  ///
  /// - Throws: `GitError` with the code `unknownRevision`, `ambiguousID`, `unbornHead`, or one of reading an object.
  package func objectID(of revision: String) throws(GitError) -> ObjectID {
    if let id = ObjectID(revision) {
      _ = try header(of: id)
      return id
    }
    if let (treeish, path) = Self.pathInside(revision) { return try entry(path, in: treeish, revision) }
    let object = try RevisionObject(revision, in: self)
    return unsafe ObjectID(git_object_id(object.handle).pointee)
  }

  /// Returns the id of the commit that a revision names, through annotated tags.
  ///
  /// - Throws: `GitError` as `objectID(of:)` does, and with the code `wrongKind` when it names no commit.
  package func commitID(of revision: String) throws(GitError) -> ObjectID {
    let object = try RevisionObject(revision, in: self)
    var peeled: OpaquePointer?
    let status = unsafe git_object_peel(&peeled, object.handle, GIT_OBJECT_COMMIT)
    defer { unsafe git_object_free(peeled) }
    if status == 0, let peeled = unsafe peeled { return unsafe ObjectID(git_object_id(peeled).pointee) }
    let id = unsafe ObjectID(git_object_id(object.handle).pointee)
    if status == GIT_ENOTFOUND.rawValue { throw missing(id) }
    throw GitError(.wrongKind, "\(revision) names no commit but the object \(id)", help: "name a commit, branch or tag")
  }

  /// Splits `REV:PATH`; a colon in braces or at the start means something else (gitrevisions).
  private static func pathInside(_ revision: String) -> (String, RepositoryPath)? {
    guard let colon = revision.utf8.firstIndex(of: UInt8(ascii: ":")), colon != revision.startIndex else { return nil }
    let treeish = revision[..<colon]
    guard !treeish.contains("{") || treeish.hasSuffix("}") else { return nil }
    return (String(treeish), RepositoryPath(bytes: Array(revision.utf8[revision.utf8.index(after: colon)...])))
  }

  private func entry(_ path: RepositoryPath, in treeish: String, _ revision: String) throws(GitError) -> ObjectID {
    let tree = try treeID(of: treeish)
    guard let version = try version(of: path, inTree: tree) else {
      throw GitError(
        .unknownRevision, "unknown revision `\(revision)`: \(treeish) has no \(path)", help: "correct the path")
    }
    return version.id
  }

  /// Returns the id of the tree that a revision names, through tags and commits.
  ///
  /// - Throws: `GitError` as `objectID(of:)` does, and with the code `wrongKind` when it names no tree.
  package func treeID(of revision: String) throws(GitError) -> ObjectID {
    let object = try RevisionObject(revision, in: self)
    var peeled: OpaquePointer?
    let status = unsafe git_object_peel(&peeled, object.handle, GIT_OBJECT_TREE)
    defer { unsafe git_object_free(peeled) }
    if status == 0, let peeled = unsafe peeled { return unsafe ObjectID(git_object_id(peeled).pointee) }
    if status == GIT_ENOTFOUND.rawValue { throw missing(unsafe ObjectID(git_object_id(object.handle).pointee)) }
    throw GitError(.wrongKind, "\(revision) names no tree", help: "name a tree, commit, branch or tag")
  }

  func cannotResolve(_ revision: String, _ status: CInt) -> GitError {
    let (reason, failed) = (LibGit2.lastMessage, LibGit2.lastClass)
    if status == GIT_EAMBIGUOUS.rawValue {
      return GitError(.ambiguousID, "\(revision) fits several objects: \(reason)", help: "give more digits of the id")
    }
    if revision.hasPrefix("HEAD") || revision.hasPrefix("@"), unsafe git_repository_head_unborn(handle) == 1 {
      return GitError(.unbornHead, "HEAD names a branch that has no commit yet", help: "make a first commit")
    }
    guard status == GIT_ENOTFOUND.rawValue || status == GIT_EINVALIDSPEC.rawValue || status == GIT_EPEEL.rawValue else {
      return GitError(.unexpected, "\(revision) cannot be resolved: \(reason)", help: "`git fsck` may say more")
    }
    if isShallow {
      return GitError(
        .unknownRevision, "unknown revision `\(revision)` in this shallow clone: \(reason)",
        help: "run `git fetch --unshallow`")
    }
    // The name is known, but what it stands for is gone.
    if failed == GIT_ERROR_ODB {
      return GitError(
        .missingObject, "\(revision) names an object that cannot be found: \(reason)",
        help: "`git fsck` lists what is missing; fetch it, or clone again")
    }
    return GitError(
      .unknownRevision, "unknown revision `\(revision)`: \(reason)", help: "run `git fetch`, or check the name")
  }
}

extension Repository {
  /// Refuses a short name that several references have, if they name different objects: git and libgit2 would take the
  /// first in silence (gitrevisions(7), "refname"), and a branch or tag can be named as the remote's branch is.
  ///
  /// - Throws: `GitError` with the code `ambiguousID`.
  fileprivate func refuseAmbiguousName(in revision: String) throws(GitError) {
    let name = String(revision.prefix { !"^~:@{".contains($0) })
    guard !name.isEmpty, !name.hasPrefix("refs/"), name != "HEAD" else { return }
    var found: [(name: String, target: ObjectID)] = []
    for prefix in ["refs/tags/", "refs/heads/", "refs/remotes/"] {
      var id = git_oid()
      guard unsafe git_reference_name_to_id(&id, handle, prefix + name) == 0 else { continue }
      found.append((prefix + name, try peeled(ObjectID(id))))
    }
    guard Set(found.map(\.target)).count > 1 else { return }
    throw GitError(
      .ambiguousID, "`\(name)` is the name of several references: \(found.map(\.name).joined(separator: ", "))",
      help: "give the full name")
  }

  /// The commit that a tag, or a tag of a tag, is of; else the object itself.
  private func peeled(_ id: ObjectID) throws(GitError) -> ObjectID {
    var raw = id.raw
    var object: OpaquePointer?
    guard unsafe git_object_lookup(&object, handle, &raw, GIT_OBJECT_ANY) == 0 else { return id }
    defer { unsafe git_object_free(object) }
    var target: OpaquePointer?
    guard unsafe git_object_peel(&target, object, GIT_OBJECT_COMMIT) == 0 else { return id }
    defer { unsafe git_object_free(target) }
    return unsafe ObjectID(git_object_id(target).pointee)
  }
}

/// An object that libgit2 has parsed.
@safe struct RevisionObject: ~Copyable {
  let handle: OpaquePointer

  init(_ revision: String, in repository: borrowing Repository) throws(GitError) {
    guard !revision.utf8.contains(0) else {
      throw GitError(.unknownRevision, "a revision cannot have a zero byte", help: "correct it")
    }
    if let id = ObjectID(revision) { _ = try repository.header(of: id) }
    try repository.refuseAmbiguousName(in: revision)
    var object: OpaquePointer?
    let status = unsafe git_revparse_single(&object, repository.handle, revision)
    guard status == 0, let object = unsafe object else { throw repository.cannotResolve(revision, status) }
    unsafe handle = object
  }

  deinit { unsafe git_object_free(handle) }
}
