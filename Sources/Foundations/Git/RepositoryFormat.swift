internal import CLibGit2

/// What the configuration and the files of a repository say about its format (gitrepository-layout).
struct RepositoryFormat {
  let isBare: Bool
  let isPartial: Bool
  let shallowCommits: Set<ObjectID>

  /// Reads the format, and adds to the configuration what libgit2 leaves out.
  ///
  /// - Throws: `GitError` with the code `unsupportedFormat` for SHA-256 object ids and other storage of references.
  init(of handle: OpaquePointer, configuration: UserConfiguration) throws(GitError) {
    let settings = try unsafe Configuration(of: handle)
    let folder = unsafe String(cString: git_repository_path(handle))
    let commonFolder = unsafe String(cString: git_repository_commondir(handle))
    try Self.refuse(settings, "extensions.objectformat", otherThan: "sha1", "object ids")
    try Self.refuse(settings, "extensions.refstorage", otherThan: "files", "references")

    try unsafe settings.add(configuration.system, at: GIT_CONFIG_LEVEL_SYSTEM, to: handle)
    try unsafe settings.add(configuration.xdg, at: GIT_CONFIG_LEVEL_XDG, to: handle)
    try unsafe settings.add(configuration.global, at: GIT_CONFIG_LEVEL_GLOBAL, to: handle)
    var isBare = unsafe git_repository_is_bare(handle) == 1
    if settings.flag("extensions.worktreeconfig") {
      // libgit2 knows nothing of config.worktree: what it holds wins over the common configuration.
      try unsafe settings.add(folder + "config.worktree", at: GIT_CONFIG_LEVEL_APP, to: handle)
      if unsafe git_repository_is_worktree(handle) == 0 {
        isBare = settings.flag("core.bare")
        if let workTree = try settings.text("core.worktree") {
          let absolute = workTree.hasPrefix("/") ? workTree : folder + workTree
          try LibGit2.check(
            unsafe git_repository_set_workdir(handle, absolute, 0), "core.worktree names no usable folder")
        }
      }
    }
    self.isBare = isBare
    let hasPromisor = try settings.hasPromisorRemote()
    isPartial = hasPromisor || settings.has("extensions.partialclone")
    shallowCommits = try Self.shallowCommits(in: commonFolder)
  }

  private static func refuse(
    _ settings: borrowing Configuration, _ name: String, otherThan known: String, _ subject: String
  ) throws(GitError) {
    guard let value = try settings.text(name), value != known else { return }
    throw GitError(
      .unsupportedFormat, "the repository stores its \(subject) as \(value); only \(known) can be read",
      help: name.hasSuffix("objectformat")
        ? "clone it into a repository made by `git init --object-format=sha1`"
        : "run `git refs migrate --ref-format=files`")
  }

  /// Reads the file `shallow`: one commit id a line.
  private static func shallowCommits(in folder: String) throws(GitError) -> Set<ObjectID> {
    guard let bytes = try FileBytes.ofFile(folder + "shallow", limit: 64 << 20) else { return [] }
    var commits: Set<ObjectID> = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let id = ObjectID(String(decoding: line, as: UTF8.self)) else {
        throw GitError(
          .unreadableFile, "\(folder)shallow has a line that is no commit id", help: "`git fetch --unshallow`")
      }
      commits.insert(id)
    }
    return commits
  }
}
