internal import CLibGit2

/// Merges two texts line by line over the one that both were made of (git-merge-file); nil where that conflicts.
///
/// - Throws: `GitError` with the code `unexpected`.
func mergedText(_ base: [UInt8], _ ours: [UInt8], _ theirs: [UInt8]) throws(GitError) -> [UInt8]? {
  try LibGit2.start()
  var options = unsafe git_merge_file_options()
  try LibGit2.check(
    unsafe git_merge_file_options_init(&options, UInt32(GIT_MERGE_FILE_OPTIONS_VERSION)), "a merge cannot be prepared")
  var result = unsafe git_merge_file_result()
  defer { unsafe git_merge_file_result_free(&result) }
  let status = unsafe base.withUnsafeBufferPointer { base in
    unsafe ours.withUnsafeBufferPointer { ours in
      unsafe theirs.withUnsafeBufferPointer { theirs in
        var (ancestor, left, right) = unsafe (input(base), input(ours), input(theirs))
        return unsafe git_merge_file(&result, &ancestor, &left, &right, &options)
      }
    }
  }
  try LibGit2.check(status, "two texts cannot be merged")
  guard unsafe result.automergeable != 0 else { return nil }
  guard let text = unsafe result.ptr else { return [] }
  return unsafe text.withMemoryRebound(to: UInt8.self, capacity: result.len) { start in
    unsafe Array(UnsafeBufferPointer(start: start, count: result.len))
  }
}

private func input(_ bytes: UnsafeBufferPointer<UInt8>) -> git_merge_file_input {
  var input = unsafe git_merge_file_input()
  unsafe input.version = UInt32(GIT_MERGE_FILE_INPUT_VERSION)
  unsafe input.size = bytes.count
  unsafe input.ptr = bytes.baseAddress.map { start in
    unsafe UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
  }
  return unsafe input
}
