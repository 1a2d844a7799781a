internal import OperatingSystem

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The folders of a repository, found before libgit2 opens any file of it.
struct RepositoryFolders {
  /// What libgit2 is told: the top of the working tree, or the `.git` folder itself.
  let place: String
  /// Whether `place` is the folder that has the `.git` rather than the `.git` itself.
  let isNamedByTop: Bool
  /// The `.git` folder, with a slash at its end.
  let git: String
  /// The `.git` folder that linked worktrees share, with a slash at its end.
  let common: String

  /// Finds them.
  ///
  /// - Throws: `GitError` with the code `notARepository`, `dubiousOwnership` or `unreadableFile`.
  init(_ location: RepositoryLocation) throws(GitError) {
    switch location {
    case .gitDirectory(let folder, _):
      guard let path = Self.absolute(folder) else { throw .notARepository(folder, "there is no such folder") }
      // A GIT_DIR may be the file that names the folder (gitrepository-layout, "gitfile").
      let git = try Self.folder(namedBy: path) ?? path + "/"
      guard Self.isGitFolder(git) else { throw .notARepository(folder, "it has no HEAD, objects and refs") }
      try self.init(place: path, isNamedByTop: false, git: git)
    case .discovering(let start, let owner):
      guard let start = Self.absolute(start) else { throw .notARepository(start, "there is no such folder") }
      self = try Self.discovered(from: start)
      guard let safe = owner.safe else { return }
      if case .named = owner, place == start || git == start + "/" { return }
      try requireOwner(safe)
    }
  }

  private init(place: String, isNamedByTop: Bool, git: String) throws(GitError) {
    self.place = place
    self.isNamedByTop = isNamedByTop
    self.git = git
    common = try Self.commonFolder(of: git)
  }

  /// Looks in a folder and those above it, as long as they are on the same file system.
  private static func discovered(from start: String) throws(GitError) -> RepositoryFolders {
    var folder = start
    let device = Self.device(of: start)
    while true {
      let dotGit = folder == "/" ? "/.git" : folder + "/.git"
      switch FolderEntries.target(of: dotGit)?.kind {
      case .folder where isGitFolder(dotGit + "/"):
        return try RepositoryFolders(place: folder, isNamedByTop: true, git: dotGit + "/")
      case .file:
        if let git = try Self.folder(namedBy: dotGit), isGitFolder(git) {
          return try RepositoryFolders(place: folder, isNamedByTop: true, git: git)
        }
      case .pipe: throw NamedPipes.refusal(of: dotGit)
      default: break
      }
      if isGitFolder(folder + "/") {
        return try RepositoryFolders(place: folder, isNamedByTop: false, git: folder + "/")
      }
      guard folder != "/" else { break }
      let end = folder.utf8.lastIndex(of: UInt8(ascii: "/")) ?? folder.startIndex
      folder = end == folder.startIndex ? "/" : String(folder[..<end])
      guard Self.device(of: folder) == device else { break }
    }
    throw .notARepository(start, "no folder above it has one")
  }

  /// Whether a folder has what git takes for a repository (`is_git_directory`).
  private static func isGitFolder(_ folder: String) -> Bool {
    func isFolder(_ path: String) -> Bool { FolderEntries.target(of: path)?.kind == .folder }
    var status = stat()
    guard unsafe lstat(folder + "HEAD", &status) == 0 else { return false }
    // A linked worktree has its objects in the folder that it shares.
    if FolderEntries.target(of: folder + "commondir") != nil { return true }
    return isFolder(folder + "objects") && isFolder(folder + "refs")
  }

  /// The folder that a file `gitdir: …` names, with a slash at its end; `nil` where the path is no such file.
  private static func folder(namedBy file: String) throws(GitError) -> String? {
    guard FileBytes.isThere(file), let bytes = try FileBytes.ofFile(file, limit: 1 << 16) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.hasPrefix("gitdir: ") else { return nil }
    let name = text.dropFirst(8).split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
    let top = file.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
    return absolute(name.hasPrefix("/") ? name : "\(top)/\(name)").map { $0 == "/" ? $0 : $0 + "/" }
  }

  private static func commonFolder(of git: String) throws(GitError) -> String {
    guard let bytes = try FileBytes.ofFile(git + "commondir", limit: 1 << 16) else { return git }
    let name = String(decoding: bytes.split(separator: UInt8(ascii: "\n")).first ?? [], as: UTF8.self)
    guard let path = absolute(name.hasPrefix("/") ? name : git + name) else {
      throw GitError(
        .unreadableFile, "\(git)commondir names a folder that is not there", help: "`git worktree repair`")
    }
    return path + "/"
  }

  /// The path without symbolic links, `.` and `..`; `nil` where nothing is there.
  private static func absolute(_ path: String) -> String? {
    guard !path.isEmpty, !path.utf8.contains(0), let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  private static func device(of path: String) -> UInt64? { FolderEntries.target(of: path)?.device }
}

extension RepositoryFolders {
  /// Checks who owns the working tree, the `.git` in it and the folder of git, as git does (`ensure_valid_ownership`).
  private func requireOwner(_ safe: SafeDirectories) throws(GitError) {
    let paths = isNamedByTop ? [place, place + "/.git", git] : [git]
    guard let stranger = paths.compactMap({ Self.stranger(owning: $0, safe.sudoUser) }).first else { return }
    let path = isNamedByTop ? place : String(git.dropLast())
    if try safe.allows(path) { return }
    throw GitError(
      .dubiousOwnership, "the repository at \(path) belongs to another user (\(stranger))",
      help: "`git config --global --add safe.directory \(path)`, or name it: `--repository \(path)`")
  }

  /// The owner of a path, where that is not the user who runs the program.
  private static func stranger(owning path: String, _ sudoUser: UInt32?) -> UInt32? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    let user = geteuid()
    if status.st_uid == user || user == 0 && status.st_uid == sudoUser { return nil }
    return status.st_uid
  }
}
