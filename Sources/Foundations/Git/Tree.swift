/// A named entry of a tree (gitglossary, "tree object").
package struct TreeEntry: Hashable, Sendable {
  /// One name, without a slash.
  package let name: RepositoryPath
  package let mode: FileMode
  /// The id of the tree or blob; of a commit elsewhere for a submodule.
  package let id: ObjectID
}

/// What stands at a path: its mode and its object.
package struct FileVersion: Hashable, Sendable {
  package let mode: FileMode
  /// The id of the tree or blob; of a commit elsewhere for a submodule.
  package let id: ObjectID

  package init(mode: FileMode, id: ObjectID) {
    self.mode = mode
    self.id = id
  }
}

extension Repository {
  /// Returns the entries of a tree, in its order: by name, a folder as if its name ended with a slash.
  ///
  /// - Throws: `GitError` with the code `wrongKind`, or one of reading an object; `corruptObject` when it is malformed.
  package func entries(ofTree id: ObjectID) throws(GitError) -> [TreeEntry] {
    try withObject(id, .tree) { (bytes) throws(GitError) in
      var entries: [TreeEntry] = []
      var cursor = TreeCursor()
      try cursor.advance(bytes, of: id)
      while let entry = cursor.entry {
        entries.append(
          TreeEntry(
            name: RepositoryPath(bytes: bytes.copy(entry.name)), mode: entry.mode,
            id: ObjectID(bytes, at: entry.id)))
        try cursor.advance(bytes, of: id)
      }
      return entries
    }
  }

  /// Returns what stands at a path of a tree; nil when nothing does.
  ///
  /// The top folder is the tree itself.
  ///
  /// - Throws: `GitError` as `entries(ofTree:)` does.
  package func version(of path: RepositoryPath, inTree tree: ObjectID) throws(GitError) -> FileVersion? {
    var version = FileVersion(mode: .tree, id: tree)
    for name in path.components {
      guard version.mode == .tree, let next = try child(name, of: version.id) else { return nil }
      version = next
    }
    return version
  }

  /// Returns what stands at a path at a commit; nil when nothing does.
  ///
  /// The top folder is the tree of the commit.
  ///
  /// - Throws: `GitError` as `entries(ofTree:)` does.
  package func version(of path: RepositoryPath, atCommit commit: ObjectID) throws(GitError) -> FileVersion? {
    try version(of: path, inTree: self.commit(commit).tree)
  }

  private func child(_ name: ArraySlice<UInt8>, of tree: ObjectID) throws(GitError) -> FileVersion? {
    try withObject(tree, .tree) { (bytes) throws(GitError) in
      var cursor = TreeCursor()
      try cursor.advance(bytes, of: tree)
      while let entry = cursor.entry {
        if entry.name.count == name.count, bytes.equals(entry.name, name.span, at: 0) {
          return FileVersion(mode: entry.mode, id: ObjectID(bytes, at: entry.id))
        }
        try cursor.advance(bytes, of: tree)
      }
      return nil
    }
  }
}
