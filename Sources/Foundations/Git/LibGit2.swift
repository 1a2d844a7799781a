internal import CLibGit2

/// What is set once for the whole library, and the check that every call of it goes through.
enum LibGit2 {
  /// Starts the library the first time and never ends it; this costs 3 to 4 ms.
  ///
  /// - Throws: `GitError` with the code `unexpected` when the library cannot be started.
  static func start() throws(GitError) {
    if let failure { throw GitError(.unexpected, "libgit2 cannot be started: \(failure)") }
  }

  /// Why the library could not be started, as it said on the thread that tried; nil where it was.
  private static let failure: String? = {
    guard git_libgit2_init() > 0 else { return lastMessage }
    // Who owns a repository is asked before libgit2 opens it, where it is to be asked (`RepositoryFolders`).
    _ = clibgit2_set_owner_validation(0)
    _ = clibgit2_set_strict_hash_verification(1)
    // A folder is asked for one file after another; by default only trees of about 100 entries are kept for that.
    _ = clibgit2_set_cached_tree_limit(1 << 20)
    // libgit2 takes these folders from HOME and XDG_CONFIG_HOME; a caller gives configuration files as values.
    for level in GIT_CONFIG_LEVEL_PROGRAMDATA.rawValue...GIT_CONFIG_LEVEL_GLOBAL.rawValue {
      _ = unsafe clibgit2_set_search_path(level, "")
    }
    return clibgit2_allow_extensions() < 0 ? lastMessage : nil
  }()

  /// Turns the status of a call into an error when it is negative, and returns it otherwise.
  @discardableResult static func check(_ status: CInt, _ failure: @autoclosure () -> String) throws(GitError) -> CInt {
    if status >= 0 { return status }
    throw GitError(.unexpected, "\(failure()): \(lastMessage)")
  }

  /// What the library says about its last failure on this thread.
  static var lastMessage: String {
    guard let error = unsafe git_error_last(), let message = unsafe error.pointee.message else {
      return "libgit2 gives no reason"
    }
    return unsafe String(cString: message)
  }

  /// The part of the library that failed last on this thread.
  static var lastClass: git_error_t {
    guard let error = unsafe git_error_last() else { return GIT_ERROR_NONE }
    return git_error_t(UInt32(truncatingIfNeeded: unsafe error.pointee.klass))
  }
}

/// Runs a call that fills a `git_buf` and returns its text; nil when the call reports that there is none.
func text(
  _ failure: @autoclosure () -> String, _ fill: (UnsafeMutablePointer<git_buf>) -> CInt
) throws(GitError) -> String? {
  var buffer = unsafe git_buf()
  let status = unsafe fill(&buffer)
  defer { unsafe git_buf_dispose(&buffer) }
  if status == GIT_ENOTFOUND.rawValue { return nil }
  try LibGit2.check(status, failure())
  guard let start = unsafe buffer.ptr else { return "" }
  return unsafe String(cString: start)
}
