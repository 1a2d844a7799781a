package import Changes
internal import Documents
package import Git
package import Policy

/// Digests what a suite depends on, so that evidence can be told from that of another state.
///
/// In it are the files of the service and of those it depends on, what it shares and the contracts that it reads and
/// writes, its lock file, what affects all services, the command and the names of the reports. An unrelated change
/// leaves the digest as it is.
package struct SuiteKeys {
  private let policy: EffectivePolicy<TestPolicy>
  private let side: Snapshot
  private var listings: [RepositoryPath: [(path: RepositoryPath, version: FileVersion)]] = [:]

  package init(_ side: Snapshot, policy: EffectivePolicy<TestPolicy>) {
    self.side = side
    self.policy = policy
  }

  /// The digest of one suite.
  ///
  /// - Throws: `GitError` of reading trees.
  package mutating func key(of suite: TestSuitePolicy, in service: TestService) throws(GitError) -> String {
    var files: [RepositoryPath: FileVersion] = [:]
    var lines = ["signalbox tests 1", service.name, suite.name]
    lines += suite.command.map { "command \($0)" } + suite.reports.map { "report \($0)" }
    lines += suite.tools.map { "tool \($0.key) \($0.text)" }
    if suite.shards > 1 { lines.append("shards \(suite.shards)") }
    for each in closure(of: service) {
      try add(below: each.folder, to: &files)
      for pattern in each.shared + each.consumes + each.produces { try add(pattern, to: &files) }
      if let lock = each.lock { lines += try self.lines(of: lock, each, files: &files) }
    }
    for rule in policy.own.affects where rule.services == .all {
      for pattern in rule.paths { try add(pattern, to: &files) }
    }
    var bytes = Array(lines.joined(separator: "\n").utf8)
    for (path, version) in files.sorted(by: { $0.key < $1.key }) {
      bytes += [0x0A] + Array("\(version.mode) \(version.id) ".utf8) + path.bytes + [0]
    }
    return Digest.sha256(of: bytes).description
  }

  /// What of a lock file counts: the entries of the workspace, or the file as a whole.
  private mutating func lines(
    of lock: RepositoryPath, _ service: TestService, files: inout [RepositoryPath: FileVersion]
  ) throws(GitError) -> [String] {
    if let workspace = service.lockWorkspace, let entries = try LockedWorkspace.entries(of: workspace, in: lock, side) {
      return entries
    }
    try add(below: lock, to: &files)
    return []
  }

  /// The service and all that it depends on.
  private func closure(of service: TestService) -> [TestService] {
    var all = [service]
    var open = service.depends
    while let name = open.popLast() {
      guard let next = policy.own.service(name), !all.contains(where: { $0.name == name }) else { continue }
      all.append(next)
      open += next.depends
    }
    return all
  }

  private mutating func add(_ pattern: PathPattern, to files: inout [RepositoryPath: FileVersion]) throws(GitError) {
    for file in try listing(of: pattern.folder) where pattern.matches(file.path.bytes) {
      files[file.path] = file.version
    }
  }

  private mutating func add(below path: RepositoryPath, to files: inout [RepositoryPath: FileVersion]) throws(GitError)
  {
    for file in try listing(of: path) { files[file.path] = file.version }
  }

  /// The files at or below a path that affect anything.
  private mutating func listing(
    of path: RepositoryPath
  ) throws(GitError) -> [(path: RepositoryPath, version: FileVersion)] {
    if let known = listings[path] { return known }
    var files = try side.files(below: path)
    if files.isEmpty, let version = try side.version(of: path), version.mode != .tree { files = [(path, version)] }
    files.removeAll { file in
      policy.excludes(file.path.bytes)
        || policy.own.affects.first { $0.paths.contains { $0.matches(file.path.bytes) } }?.services
          == AffectsRule
          .Services.none
    }
    listings[path] = files
    return files
  }
}

extension PathPattern {
  /// What of it stands before its first wildcard, in whole names.
  fileprivate var folder: RepositoryPath {
    let names = text.split(separator: "/").prefix { name in !name.contains { "*?[{".contains($0) } }
    return RepositoryPath(names.joined(separator: "/"))
  }
}
