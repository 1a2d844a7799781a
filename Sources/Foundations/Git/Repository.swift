internal import CLibGit2

/// An open repository, to be read from one thread; everything that it hands out is a value.
///
/// It is a class, since both sides of a change read from one; the compiler keeps it on its thread.
///
/// Neither the environment nor the user's configuration is read unless the caller passes it in, and nothing is written.
/// Replacement objects (`refs/replace`) and grafts are not applied: an id always means the object that has it.
@safe package final class Repository {
  /// The `git_repository`.
  let handle: OpaquePointer
  /// Its `git_odb`: the object database, with its alternates.
  let objects: OpaquePointer
  /// The commits whose parents a shallow clone lacks; empty for a complete one.
  let shallowCommits: Set<ObjectID>
  /// Whether the repository has no working tree.
  package let isBare: Bool
  /// Whether this is a partial clone, from which objects may be missing until git fetches them on demand.
  package let isPartial: Bool

  /// Opens a repository.
  ///
  /// Nothing of it is opened before it is known to have no named pipe, and to belong to the user where that is asked.
  ///
  /// - Throws: `GitError` with the code `notARepository`, `dubiousOwnership`, `unreadableFile`, `unsupportedFormat`, or
  ///   `unexpected`.
  package static func open(
    _ location: RepositoryLocation, configuration: UserConfiguration = .none
  ) throws(GitError) -> Repository {
    try LibGit2.start()
    let folders = try RepositoryFolders(location)
    let objectFolders = try ObjectDatabase.folders(of: folders.common)
    try NamedPipes.refuse(in: folders, objectFolders)
    let handle = try unsafe opened(location, folders)
    do throws(GitError) {
      let format = try unsafe RepositoryFormat(of: handle, configuration: configuration)
      let objects = try unsafe ObjectDatabase.open(for: handle, folders: objectFolders)
      return unsafe Repository(
        handle: handle, objects: objects, shallowCommits: format.shallowCommits, isBare: format.isBare,
        isPartial: format.isPartial)
    } catch {
      unsafe git_repository_free(handle)
      throw error
    }
  }

  private init(
    handle: OpaquePointer, objects: OpaquePointer, shallowCommits: Set<ObjectID>, isBare: Bool, isPartial: Bool
  ) {
    unsafe self.handle = handle
    unsafe self.objects = objects
    self.shallowCommits = shallowCommits
    self.isBare = isBare
    self.isPartial = isPartial
  }

  deinit {
    unsafe git_odb_free(objects)
    unsafe git_repository_free(handle)
  }

  /// Whether commits are missing from the history on purpose (`git clone --depth`).
  package var isShallow: Bool { !shallowCommits.isEmpty }

  /// The folder of the working tree, with a slash at its end; nil when the repository is bare.
  package var workingTree: String? {
    guard !isBare, let path = unsafe git_repository_workdir(handle) else { return nil }
    return unsafe String(cString: path)
  }

  /// The `.git` folder of this working tree (gitglossary, "GIT_DIR"), with a slash at its end.
  package var gitDirectory: String { unsafe String(cString: git_repository_path(handle)) }

  /// The `.git` folder that linked worktrees share, with a slash at its end.
  package var commonDirectory: String { unsafe String(cString: git_repository_commondir(handle)) }
}

/// Opens the repository without a look at its format.
private func opened(_ location: RepositoryLocation, _ folders: RepositoryFolders) throws(GitError) -> OpaquePointer {
  var handle: OpaquePointer?
  let place = folders.place
  let noSearch = GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue
  let flags = folders.isNamedByTop ? noSearch : noSearch | GIT_REPOSITORY_OPEN_NO_DOTGIT.rawValue
  let status = unsafe git_repository_open_ext(&handle, place, flags, nil)
  guard status == 0, let handle = unsafe handle else { throw cannotOpen(place, status) }
  if case .gitDirectory(_, let workTree?) = location, unsafe git_repository_set_workdir(handle, workTree, 0) != 0 {
    let reason = LibGit2.lastMessage
    unsafe git_repository_free(handle)
    throw GitError(
      .noWorkingTree, "\(workTree) cannot be the working tree: \(reason)", help: "correct GIT_WORK_TREE")
  }
  return unsafe handle
}

private func cannotOpen(_ place: String, _ status: CInt) -> GitError {
  let reason = LibGit2.lastMessage
  if reason.contains("unsupported") {
    return GitError(
      .unsupportedFormat, "the repository at \(place) has a format that this program cannot read: \(reason)",
      help: "clone it again with plain `git clone`")
  }
  if status == GIT_ENOTFOUND.rawValue || LibGit2.lastClass == GIT_ERROR_OS || LibGit2.lastClass == GIT_ERROR_REPOSITORY
  {
    return .notARepository(place, reason)
  }
  return GitError(
    .unexpected, "the repository at \(place) cannot be opened: \(reason)", help: "`git status` may say more")
}

extension GitError {
  static func notARepository(_ place: String, _ reason: String) -> GitError {
    GitError(
      .notARepository, "\(place.isEmpty ? "the empty path" : place) is not in a git repository: \(reason)",
      help: "name a folder inside a repository, or make one with `git init`")
  }
}
