internal import CLibGit2

/// The object database of a repository: for its own folder and each alternate one reader of packs and one of loose
/// objects.
enum ObjectDatabase {
  /// Makes the database and gives it to the repository.
  ///
  /// - Returns: the database, which the caller frees.
  /// - Throws: `GitError` with the code `unexpected`, or `unreadableFile` for a list of alternates.
  static func open(for repository: OpaquePointer, folders: [String]) throws(GitError) -> OpaquePointer {
    var database: OpaquePointer?
    try LibGit2.check(unsafe git_odb_new(&database), "the object database cannot be made")
    guard let database = unsafe database else { throw GitError(.unexpected, "libgit2 made no object database") }
    do throws(GitError) {
      for (index, folder) in folders.enumerated() {
        var packs: UnsafeMutablePointer<git_odb_backend>?
        try LibGit2.check(unsafe git_odb_backend_pack(&packs, folder), "the packs in \(folder) cannot be opened")
        try unsafe add(packs, to: database, isAlternate: index > 0, priority: packPriority)
        let loose = try unsafe LooseObjectFolder(folder).backend()
        try unsafe add(loose, to: database, isAlternate: index > 0, priority: loosePriority)
      }
      try LibGit2.check(unsafe git_repository_set_odb(repository, database), "the object database cannot be set")
      return unsafe database
    } catch {
      unsafe git_odb_free(database)
      throw error
    }
  }

  // As libgit2 has them: most objects are packed.
  private static let packPriority: CInt = 2
  private static let loosePriority: CInt = 1

  private static func add(
    _ backend: UnsafeMutablePointer<git_odb_backend>?, to database: OpaquePointer, isAlternate: Bool, priority: CInt
  ) throws(GitError) {
    let status =
      isAlternate
      ? unsafe git_odb_add_alternate(database, backend, priority)
      : unsafe git_odb_add_backend(database, backend, priority)
    if status == 0 { return }
    unsafe backend?.pointee.free(backend)
    try LibGit2.check(status, "a part of the object database cannot be added")
  }

  /// The folder `objects` of a repository and those that it borrows from (gitrepository-layout,
  /// "objects/info/alternates"), each with a slash at its end.
  ///
  /// - Throws: `GitError` with the code `unreadableFile` or `tooLarge`.
  static func folders(of commonDirectory: String) throws(GitError) -> [String] {
    var folders: [String] = []
    var open = [(folder: commonDirectory + "objects/", depth: 0)]
    while let (folder, depth) = open.popLast() {
      if folders.contains(folder) { continue }
      folders.append(folder)
      guard depth < depthLimit, let bytes = try FileBytes.ofFile(folder + "info/alternates", limit: 1 << 20) else {
        continue
      }
      for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
        let path = String(decoding: line, as: UTF8.self)
        open.append(((path.hasPrefix("/") ? path : folder + path) + (path.hasSuffix("/") ? "" : "/"), depth + 1))
      }
    }
    return folders
  }

  /// How many repositories may borrow from each other, as git has it.
  private static let depthLimit = 5
}
