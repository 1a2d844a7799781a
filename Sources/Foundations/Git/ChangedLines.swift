internal import CLibGit2

/// Which lines of a text a change touches.
package struct ChangedLines: Hashable, Sendable {
  /// The lines, counted from 1, that are not in the text before; sorted.
  package let ranges: [ClosedRange<Int>]

  package func contains(_ line: Int) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < line { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(line)
  }

  /// Compares two texts line by line, as `git diff --unified=0` does.
  ///
  /// - Throws: `GitError` with the code `unexpected`.
  package init(from old: [UInt8], to new: [UInt8]) throws(GitError) {
    try LibGit2.start()
    var options = unsafe git_diff_options()
    try LibGit2.check(unsafe clibgit2_diff_options_init(&options), "a comparison cannot be prepared")
    unsafe options.context_lines = 0
    unsafe options.flags = GIT_DIFF_FORCE_TEXT.rawValue
    var patch: OpaquePointer?
    let status = unsafe old.withUnsafeBytes { old in
      unsafe new.withUnsafeBytes { new in
        unsafe git_patch_from_buffers(
          &patch, old.baseAddress, old.count, nil, new.baseAddress, new.count, nil, &options)
      }
    }
    try LibGit2.check(status, "two texts cannot be compared")
    defer { unsafe git_patch_free(patch) }
    var ranges: [ClosedRange<Int>] = []
    for index in 0..<(unsafe git_patch_num_hunks(patch)) {
      var hunk: UnsafePointer<git_diff_hunk>?
      try LibGit2.check(unsafe git_patch_get_hunk(&hunk, nil, patch, index), "a part of a comparison is missing")
      guard let hunk = unsafe hunk?.pointee, hunk.new_lines > 0 else { continue }
      let start = Int(hunk.new_start)
      ranges.append(start...(start + Int(hunk.new_lines) - 1))
    }
    self.ranges = ranges
  }
}
