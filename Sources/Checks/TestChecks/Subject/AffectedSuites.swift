package import Changes
package import Git
package import Policy

/// Which services a change affects, and why.
package struct AffectedServices: Sendable {
  /// Each affected service with the reason, as a phrase.
  package private(set) var reasons: [String: String] = [:]

  /// Folders that are services by their place, have a change in them, and are in no entry.
  package private(set) var undeclared: [String] = []

  private let policy: TestPolicy
  private let sameLocks: Set<String>

  /// What a change affects.
  ///
  /// - Throws: `GitError` of reading a lock file.
  package init(_ change: Change, policy: EffectivePolicy<TestPolicy>) throws(GitError) {
    var sameLocks: Set<String> = []
    for service in policy.own.services {
      guard let lock = service.lock, let workspace = service.lockWorkspace,
        change.files.contains(where: { $0.path == lock }),
        let old = try LockedWorkspace.entries(of: workspace, in: lock, change.base),
        let new = try LockedWorkspace.entries(of: workspace, in: lock, change.judged), old == new
      else { continue }
      sameLocks.insert(service.name)
    }
    self.init(change.files, sameLocks: sameLocks, policy: policy)
  }

  /// What changed files affect.
  ///
  /// - Parameters:
  ///   - files: the files.
  ///   - sameLocks: services whose part of their lock file is as it was.
  ///   - policy: the policy.
  package init(_ files: [ChangedPath], sameLocks: Set<String> = [], policy: EffectivePolicy<TestPolicy>) {
    self.policy = policy.own
    self.sameLocks = sameLocks
    var unknown: Set<String> = []
    for file in files where !policy.excludes(file.path.bytes) {
      take(file.path)
      if let folder = undeclaredFolder(of: file.path), file.new != nil { unknown.insert(folder) }
    }
    undeclared = unknown.sorted()
    spread()
  }

  private mutating func take(_ path: RepositoryPath) {
    if let rule = policy.affects.first(where: { $0.paths.contains { $0.matches(path.bytes) } }) {
      guard rule.services == .all else { return }
      for service in policy.services { note(service.name, "\(path) affects all services") }
      return
    }
    for service in policy.services {
      if path.hasPrefix(service.folder) {
        note(service.name, "\(path) changes", isOwn: true)
      } else if service.shared.contains(where: { $0.matches(path.bytes) }) {
        note(service.name, "\(path), which it reads, changes", isOwn: true)
      } else if path == service.lock {
        if !sameLocks.contains(service.name) { note(service.name, "\(path) changes", isOwn: true) }
      } else if service.consumes.contains(where: { $0.matches(path.bytes) }) {
        note(service.name, "the contract \(path), which it consumes, changes")
      } else if service.produces.contains(where: { $0.matches(path.bytes) }) {
        note(service.name, "the contract \(path), which it produces, changes")
      }
    }
  }

  /// The services that change themselves, and so affect those that depend on them.
  private var own: Set<String> = []

  private mutating func note(_ service: String, _ reason: String, isOwn: Bool = false) {
    if isOwn { own.insert(service) }
    if reasons[service] == nil { reasons[service] = reason }
  }

  /// Follows the edges from what changes to what depends on it.
  private mutating func spread() {
    var open = own.sorted()
    var done = own
    while let next = open.popLast() {
      for service in policy.services where service.depends.contains(next) && done.insert(service.name).inserted {
        if reasons[service.name] == nil { reasons[service.name] = "it depends on \(next), which changes" }
        open.append(service.name)
      }
    }
  }

  /// The folder of a path that a root says is a service, where no entry has it.
  private func undeclaredFolder(of path: RepositoryPath) -> String? {
    guard !policy.roots.isEmpty, !policy.services.contains(where: { path.hasPrefix($0.folder) }) else { return nil }
    var folder = path.parent
    while !folder.bytes.isEmpty {
      if policy.roots.contains(where: { $0.matches(folder.bytes) && !$0.matches(folder.parent.bytes) }) {
        return folder.description
      }
      folder = folder.parent
    }
    return nil
  }
}
