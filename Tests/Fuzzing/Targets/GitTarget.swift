internal import Git
internal import SystemPackage

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A repository whose objects, packs, indexes and references are an input, read as a check reads one.
enum GitTarget {
  static func run(_ bytes: [UInt8]) throws(FuzzFinding) {
    let repository = RepositoryFiles(bytes)
    let folder = FileManager.default.temporaryDirectory.path + "/signalbox-fuzz-\(UUID().uuidString)"
    do {
      try write(repository.files, below: folder)
      read(folder, repository.ids)
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      throw FuzzFinding("the repository cannot be written: \(error)")
    }
  }

  private static func write(_ files: [String: [UInt8]], below folder: String) throws {
    for path in ["objects/pack", "objects/info", "refs/heads", "refs/tags", "refs/notes"] {
      try FileManager.default.createDirectory(atPath: folder + "/" + path, withIntermediateDirectories: true)
    }
    for (path, content) in files {
      let file = FilePath(folder + "/" + path)
      try FileManager.default.createDirectory(
        atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
      let descriptor = try FileDescriptor.open(
        file, .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
      try descriptor.closeAfter { _ = try descriptor.writeAll(content) }
    }
  }

  private static func read(_ folder: String, _ ids: [String]) {
    guard
      let repository = result({ () throws(GitError) in
        try Repository.open(.gitDirectory(folder, workTree: nil))
      })
    else { return }
    for name in ["HEAD", "main", "v1", "HEAD~1", "HEAD^2"] {
      guard let commit = result({ () throws(GitError) in try repository.commitID(of: name) }) else { continue }
      _ = result { () throws(GitError) in try repository.commits(from: nil, to: commit) }
      _ = result { () throws(GitError) in try repository.note(on: commit) }
      guard let tree = result({ () throws(GitError) in try repository.commit(commit).tree }) else { continue }
      let limits = ComparisonLimits(changes: 1000, folders: 1000)
      _ = result { () throws(GitError) in try repository.changedPaths(from: nil, to: tree, limits: limits) }
    }
    for id in ids.compactMap({ ObjectID($0) }) {
      _ = result { () throws(GitError) in try repository.header(of: id) }
      _ = result { () throws(GitError) in try repository.blob(id, limit: 1 << 20) }
      _ = result { () throws(GitError) in try repository.entries(ofTree: id) }
      _ = result { () throws(GitError) in try repository.commit(id) }
    }
    _ = result { () throws(GitError) in try repository.upstream(of: "main") }
    _ = result { () throws(GitError) in try repository.defaultBranch(ofRemote: nil) }
  }
}
