internal import CLibGit2

/// The configuration of a repository, all its files together.
@safe struct Configuration: ~Copyable {
  private let handle: OpaquePointer

  init(of repository: OpaquePointer) throws(GitError) {
    var handle: OpaquePointer?
    try LibGit2.check(unsafe git_repository_config(&handle, repository), "the configuration cannot be read")
    guard let handle = unsafe handle else { throw GitError(.unexpected, "libgit2 read no configuration") }
    unsafe self.handle = handle
  }

  deinit { unsafe git_config_free(handle) }

  /// Adds a file, if it exists, for as long as the repository is open.
  func add(_ file: String?, at level: git_config_level_t, to repository: OpaquePointer) throws(GitError) {
    guard let file else { return }
    let status = unsafe git_config_add_file_ondisk(handle, file, level, repository, 1)
    if status == GIT_ENOTFOUND.rawValue { return }
    try LibGit2.check(status, "\(file) cannot be read as configuration")
  }

  /// The value of a variable; nil when it is not set.
  func text(_ name: String) throws(GitError) -> String? {
    try unsafe Git.text("the configuration variable \(name) cannot be read") { buffer in
      unsafe git_config_get_string_buf(buffer, handle, name)
    }
  }

  /// Whether a variable is set, to whatever value.
  func has(_ name: String) -> Bool {
    var entry: UnsafeMutablePointer<git_config_entry>?
    defer { unsafe git_config_entry_free(entry) }
    return unsafe git_config_get_entry(&entry, handle, name) == 0
  }

  /// Whether a variable is set to true (git-config, "bool"); an unreadable value is false.
  func flag(_ name: String) -> Bool {
    var value: CInt = 0
    return unsafe git_config_get_bool(&value, handle, name) == 0 && value != 0
  }

  /// Whether some remote promises to hand out objects later (git-config, "remote.<name>.promisor").
  func hasPromisorRemote() throws(GitError) -> Bool {
    var entries: OpaquePointer?
    let pattern = "^remote\\..*\\.(promisor|partialclonefilter)$"
    try LibGit2.check(
      unsafe git_config_iterator_glob_new(&entries, handle, pattern), "the configuration cannot be listed")
    defer { unsafe git_config_iterator_free(entries) }
    var entry: UnsafeMutablePointer<git_config_entry>?
    return unsafe git_config_next(&entry, entries) == 0
  }
}
