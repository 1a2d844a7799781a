package import Git

/// All files of one state of a repository, for who looks for those of some kind.
package struct SurveyedTree {
  /// The plain files, sorted, without those that belong to tests, to other projects or to tools.
  package let paths: [RepositoryPath]

  private let read: (RepositoryPath) throws(GitError) -> [UInt8]

  /// The files of a snapshot.
  ///
  /// - Throws: `GitError` of reading trees.
  init(_ snapshot: Snapshot) throws(GitError) {
    let files = try snapshot.files(below: .root).filter { $0.version.isPlainFile }
    let versions = Dictionary(files.map { ($0.path, $0.version) }) { first, _ in first }
    self.init(files.map(\.path)) { path throws(GitError) in
      guard let version = versions[path] else { return [] }
      return try snapshot.bytes(of: path, version, limit: Self.sizeLimit)
    }
  }

  /// The files of the working tree, committed or not, without those that git ignores.
  ///
  /// - Throws: `GitError` of reading trees or the working tree.
  package init(workingTreeOf repository: Repository) throws(GitError) {
    if let snapshot = try Snapshot(workingTreeOf: repository) {
      try self.init(snapshot)
      return
    }
    // Nothing is committed yet.
    let files = try repository.workingTreeChanges(from: nil).compactMap { $0.new == nil ? nil : $0.path }
    self.init(files) { path throws(GitError) in
      try repository.workingFile(path, limit: Self.sizeLimit)?.bytes ?? []
    }
  }

  private init(_ files: [RepositoryPath], _ read: @escaping (RepositoryPath) throws(GitError) -> [UInt8]) {
    paths = files.filter { !Self.isAside($0) }
    self.read = read
  }

  /// The bytes of a file; `nil` where it cannot be read, or is larger than what anyone writes by hand.
  package func bytes(of path: RepositoryPath) -> [UInt8]? {
    do throws(GitError) {
      return try read(path)
    } catch {
      return nil
    }
  }

  private static let sizeLimit = 4 * 1024 * 1024

  /// Whether a file is in a folder that no policy would name: hidden, or of tests, examples or other projects.
  private static func isAside(_ path: RepositoryPath) -> Bool {
    path.parent.components.contains { name in
      name.first == UInt8(ascii: ".") || aside.contains(String(decoding: name, as: UTF8.self).lowercased())
    }
  }

  private static let aside: Set<String> = [
    "node_modules", "vendor", "third_party", "third-party", "testdata", "test", "tests", "__tests__", "spec",
    "fixtures",
    "examples", "example", "dist", "build", "target", "coverage",
  ]
}

extension Snapshot {
  /// The working tree over the commit that is checked out; `nil` where there is no commit yet.
  ///
  /// - Throws: `GitError` of reading a commit or the working tree.
  init?(workingTreeOf repository: Repository) throws(GitError) {
    let head: ObjectID
    do throws(GitError) {
      head = try repository.commitID(of: "HEAD")
    } catch {
      return nil
    }
    try self.init(workingTreeOver: head, in: [.root], of: repository)
  }
}

/// A folder that has files of a check's kind.
package struct FoundRoot: Sendable {
  package let folder: RepositoryPath

  /// The files, sorted; at least one.
  package let files: [RepositoryPath]

  package init(folder: RepositoryPath, files: [RepositoryPath]) {
    self.folder = folder
    self.files = files
  }
}

/// A folder that a policy names as the one of the files that a check is about.
package struct NamedRoot: Sendable {
  /// The key of the policy, as `migrations.root`.
  package let key: String
  package let folder: RepositoryPath

  package init(key: String, folder: RepositoryPath) {
    self.key = key
    self.folder = folder
  }
}
