internal import CLibGit2

// The errors of reading an object: the same status means different things, and needs another repair, in a complete, a
// shallow and a partial clone.
extension Repository {
  func failure(_ status: CInt, reading id: ObjectID) -> GitError {
    if status == GIT_ENOTFOUND.rawValue { return missing(id) }
    let reason = LibGit2.lastMessage
    if LibGit2.lastClass == GIT_ERROR_NOMEMORY || LibGit2.lastClass == GIT_ERROR_OS {
      return GitError(.unexpected, "the object \(id) cannot be read: \(reason)")
    }
    return corrupt(id, reason)
  }

  func missing(_ id: ObjectID) -> GitError {
    if isPartial {
      return GitError(
        .omittedObject, "the object \(id) was left out of this partial clone",
        help: "`git cat-file -e \(id)` fetches it; `git fetch --refetch --no-filter` fetches all")
    }
    if isShallow {
      return GitError(.shallowBoundary, "this shallow clone has no object \(id)", help: "`git fetch --unshallow`")
    }
    return GitError(
      .missingObject, "the repository has no object \(id)", help: "fetch what has it; `git fsck` lists what is missing")
  }

  func corrupt(_ id: ObjectID, _ reason: String) -> GitError {
    GitError(
      .corruptObject, "the object \(id) is damaged: \(reason)", help: "`git fsck` lists the damage; clone again")
  }

  func wrongKind(_ id: ObjectID, _ found: ObjectKind, _ wanted: ObjectKind) -> GitError {
    GitError(
      .wrongKind, "the object \(id) is a \(found.rawValue), not a \(wanted.rawValue)",
      help: "name a \(wanted.rawValue)")
  }
}
