internal import OperatingSystem

/// Finds named pipes where libgit2 opens files: it waits for a writer that may never come.
enum NamedPipes {
  /// Looks at what is in the folders of a repository that libgit2 reads, without opening any of it.
  ///
  /// - Throws: `GitError` with the code `unreadableFile`.
  static func refuse(in folders: RepositoryFolders, _ objectFolders: [String]) throws(GitError) {
    var walk = PipeWalk()
    for folder in Set([folders.git, folders.common]) {
      try walk.look(in: folder)
      for name in ["info", "refs", "logs"] { try walk.look(below: folder + name) }
    }
    for folder in objectFolders {
      for name in ["info", "pack"] { try walk.look(below: folder + name) }
    }
    for folder in Set([folders.git, folders.common]) {
      for name in ["config", "config.worktree"] { try refuse(namedBy: folder + name, in: folders) }
    }
  }

  /// Looks for the files by which libgit2 reads a working tree, in the wanted folders, those above them and all below.
  ///
  /// - Throws: `GitError` with the code `unreadableFile`.
  static func refuse(inWorkingTree top: String, _ wanted: [RepositoryPath]) throws(GitError) {
    var open: [String] = []
    for path in wanted {
      guard let text = path.text else { continue }
      var folder = top
      for part in text.split(separator: "/") {
        try refuseRules(in: folder)
        folder += "/\(part)"
      }
      open.append(folder)
    }
    while let folder = open.popLast() {
      try refuseRules(in: folder)
      for entry in FolderEntries.of(folder) where entry.kind == .folder && entry.name != ".git" {
        open.append("\(folder)/\(entry.name)")
      }
    }
  }

  private static func refuseRules(in folder: String) throws(GitError) {
    for name in [".gitignore", ".gitattributes"] {
      let path = "\(folder)/\(name)"
      if FolderEntries.target(of: path)?.kind == .pipe { throw refusal(of: path) }
    }
  }

  static func refusal(of path: String) -> GitError {
    GitError(.unreadableFile, "\(path) is a named pipe, which a reader waits for", help: "remove it")
  }

  /// Looks at the files that a configuration names: those that it includes, and those of ignored names and attributes.
  private static func refuse(namedBy file: String, in folders: RepositoryFolders) throws(GitError) {
    var open = [file]
    var seen: Set<String> = []
    while let file = open.popLast(), seen.count < 100 {
      guard seen.insert(file).inserted, FileBytes.isThere(file), let bytes = try FileBytes.ofFile(file, limit: 16 << 20)
      else { continue }
      let folder = file.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        let parts = String(decoding: line, as: UTF8.self).split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { continue }
        let value = parts[1].filter { $0 != "\"" && $0 != " " && $0 != "\t" && $0 != "\r" }
        for path in value.hasPrefix("/") ? [value] : ["\(folder)/\(value)", "\(folders.place)/\(value)"] {
          if FolderEntries.target(of: path)?.kind == .pipe { throw refusal(of: path) }
          if parts[0].lowercased().contains("path") { open.append(path) }
        }
      }
    }
  }
}

/// A look through folders that follows symbolic links, and enters what a link leads to once.
private struct PipeWalk {
  private struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  private var entered: Set<Identity> = []

  mutating func look(in folder: String) throws(GitError) {
    for entry in FolderEntries.of(folder) {
      let path = folder + entry.name
      let kind = entry.kind == .link ? FolderEntries.target(of: path)?.kind : entry.kind
      if kind == .pipe { throw NamedPipes.refusal(of: path) }
    }
  }

  mutating func look(below folder: String) throws(GitError) {
    var open = [folder]
    while let folder = open.popLast() {
      for entry in FolderEntries.of(folder) {
        let path = "\(folder)/\(entry.name)"
        switch entry.kind {
        case .pipe: throw NamedPipes.refusal(of: path)
        case .folder: open.append(path)
        case .link:
          guard let target = FolderEntries.target(of: path) else { continue }
          if target.kind == .pipe { throw NamedPipes.refusal(of: path) }
          let identity = Identity(device: target.device, inode: target.inode)
          if target.kind == .folder, entered.insert(identity).inserted { open.append(path) }
        case .file, .other: break
        }
      }
    }
  }
}
