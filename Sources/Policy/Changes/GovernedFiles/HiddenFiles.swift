internal import Findings
internal import Git
internal import Policy

/// What no walk over a governed folder sees: files behind something above the folder, and files that another system
/// puts into it.
struct HiddenFiles<C: Check> {
  private let change: Change
  private let policy: EffectivePolicy<C.Policy>

  init(in change: Change, _ policy: EffectivePolicy<C.Policy>) {
    self.change = change
    self.policy = policy
  }

  /// What the check cannot decide because of them.
  var findings: [Finding] {
    let roots = C.governedFolders(policy).filter { $0 != .root }
    do throws(GitError) {
      var findings: [Finding] = []
      for root in Set(roots).sorted() {
        if let obstacle = try change.judged.obstacle(onTheWayTo: root) { findings.append(finding(obstacle, root)) }
      }
      for root in Set(roots + [RepositoryPath(PolicyFolder.name)]).sorted() {
        findings += try change.twins(of: root).map { finding($0, twinOf: root) }
      }
      return findings
    } catch {
      return [undecided(error.message, at: nil, help: error.help)]
    }
  }

  private func finding(_ obstacle: (path: RepositoryPath, mode: FileMode), _ root: RepositoryPath) -> Finding {
    let what =
      switch obstacle.mode {
      case .symbolicLink: "a symbolic link"
      case .submodule: "a submodule"
      case .file, .executable, .tree: "a file"
      }
    return undecided(
      "could not check `\(root)`, because `\(obstacle.path)` is \(what)", at: obstacle.path,
      help: "make `\(obstacle.path)` a folder, or name the folder that is meant in \(C.policyPath)")
  }

  private func finding(_ twin: RepositoryPath, twinOf root: RepositoryPath) -> Finding {
    undecided(
      "could not check `\(twin)`, because macOS or Windows may put it in the place of `\(root)`", at: twin,
      help: "rename it, or remove it")
  }

  private func undecided(_ message: String, at path: RepositoryPath?, help: String) -> Finding {
    Finding(
      rule: CommonRules(prefix: C.rulePrefix).decidable.id, kind: .undecided, message: message,
      place: path.map { Place(path: $0.description) }, help: help)
  }
}

extension Snapshot {
  /// The first thing on the way to a governed folder that is no folder; `nil` where nothing stands in the way.
  ///
  /// At the end of the way a file is none: a root may be one file.
  ///
  /// - Throws: `GitError` of reading trees.
  func obstacle(onTheWayTo root: RepositoryPath) throws(GitError) -> (path: RepositoryPath, mode: FileMode)? {
    var here = RepositoryPath.root
    for name in root.components {
      here = here.appending(RepositoryPath(bytes: Array(name)))
      guard let version = try version(of: here) else { return nil }
      if version.mode != .tree { return here == root && version.isPlainFile ? nil : (here, version.mode) }
    }
    return nil
  }

  /// What stands in a folder itself, folders included, sorted; nothing where there is no such folder.
  ///
  /// - Throws: `GitError` of reading a tree.
  func entries(in folder: RepositoryPath) throws(GitError) -> [(name: RepositoryPath, version: FileVersion)] {
    var entries: [RepositoryPath: FileVersion] = [:]
    if let committed, let tree = try committed.repository.version(of: folder, inTree: committed.tree),
      tree.mode == .tree
    {
      for entry in try committed.repository.entries(ofTree: tree.id) {
        entries[entry.name] = FileVersion(mode: entry.mode, id: entry.id)
      }
    }
    let depth = folder.components.count
    for path in overlaidPaths where path != folder && path.hasPrefix(folder) {
      let name = RepositoryPath(bytes: Array(path.components[depth]))
      entries[name] = try version(of: folder.appending(name))
    }
    return entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
