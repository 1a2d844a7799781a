internal import CLibGit2

extension SafeDirectories {
  /// Whether the user's configuration declares a repository safe (git-config, `safe.directory`).
  ///
  /// It does by the path, by a folder above it with `/*`, or for all by `*`. An empty value takes back what was said
  /// before.
  ///
  /// - Throws: `GitError` with the code `unexpected` for a file that is no configuration.
  func allows(_ path: String) throws(GitError) -> Bool {
    var allowed = false
    for value in try values() {
      if value.isEmpty {
        allowed = false
      } else if value == "*" {
        allowed = true
      } else {
        let named = expanded(value)
        allowed = allowed || named == path || named.hasSuffix("/*") && (path + "/").hasPrefix(named.dropLast())
      }
    }
    return allowed
  }

  private func expanded(_ value: String) -> String {
    var value = value
    if let home, value == "~" || value.hasPrefix("~/") { value = home + value.dropFirst() }
    while value.count > 1, value.hasSuffix("/") { value.removeLast() }
    return value
  }

  /// The values in the order of the files, the system's first.
  private func values() throws(GitError) -> [String] {
    var values: [String] = []
    let levels = [
      (configuration.system, GIT_CONFIG_LEVEL_SYSTEM), (configuration.xdg, GIT_CONFIG_LEVEL_XDG),
      (configuration.global, GIT_CONFIG_LEVEL_GLOBAL),
    ]
    for (file, level) in levels {
      guard let file, FileBytes.isThere(file) else { continue }
      var settings: OpaquePointer?
      try LibGit2.check(unsafe git_config_new(&settings), "a configuration cannot be made")
      defer { unsafe git_config_free(settings) }
      try LibGit2.check(
        unsafe git_config_add_file_ondisk(settings, file, level, nil, 1), "\(file) cannot be read as configuration")
      var entries: OpaquePointer?
      let status = unsafe git_config_multivar_iterator_new(&entries, settings, "safe.directory", nil)
      if status == GIT_ENOTFOUND.rawValue { continue }
      try LibGit2.check(status, "\(file) cannot be read as configuration")
      defer { unsafe git_config_iterator_free(entries) }
      var entry: UnsafeMutablePointer<git_config_entry>?
      while unsafe git_config_next(&entry, entries) == 0 {
        values.append(unsafe entry?.pointee.value.map { unsafe String(cString: $0) } ?? "")
      }
    }
    return values
  }
}
