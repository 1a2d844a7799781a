internal import Findings
internal import Git
internal import Policy

/// Folders that the policy names and that are not there: a check of them would look at nothing and pass for ever.
struct MissingRoots<C: Check> {
  private let policy: EffectivePolicy<C.Policy>

  /// The folders, with what is wrong with each.
  private(set) var problems: [Problem] = []

  /// The folders that are not there, as nothing is that could be in them.
  private(set) var empty: [RepositoryPath] = []

  struct Problem {
    let message: String
    let help: String
    let place: Place?
  }

  /// Looks for the folders of a policy in a state of the repository, and for their files where one is missing.
  ///
  /// - Parameters:
  ///   - policy: the policy.
  ///   - states: the states; what is in one of them is there. The last is searched for files of the kind.
  /// - Throws: `GitError` of reading trees.
  init(of policy: EffectivePolicy<C.Policy>, in states: [Snapshot]) throws(GitError) {
    self.policy = policy
    let named = C.namedRoots(policy)
    var missing: [NamedRoot] = []
    for root in named where root.folder != .root {
      var isThere = false
      for state in states where !isThere { isThere = try state.version(of: root.folder) != nil }
      if !isThere { missing.append(root) }
    }
    guard !missing.isEmpty, let last = states.last else { return }
    let there = named.map(\.folder).filter { folder in !missing.contains { $0.folder == folder } }
    let found = C.survey(try SurveyedTree(last)).compactMap { found -> FoundRoot? in
      let files = found.files.filter { file in
        !policy.excludes(file.bytes) && !there.contains { file.hasPrefix($0) }
      }
      return files.isEmpty ? nil : FoundRoot(folder: found.folder, files: files)
    }
    for root in missing {
      if root.folder.isPattern {
        problems.append(problem(root, "`\(root.key)` is a pattern, `\(root.folder)`, where a folder is meant", found))
      } else if found.isEmpty {
        empty.append(root.folder)
      } else {
        problems.append(problem(root, "`\(root.key)` is `\(root.folder)`, which does not exist", found))
      }
    }
  }

  /// Looks for the folders of a policy in one state; `nil` where it is not known.
  ///
  /// - Throws: `Undecidable` with what keeps the state from being read.
  init?(of policy: EffectivePolicy<C.Policy>, inKnown state: Snapshot?) throws(Undecidable) {
    guard let state else { return nil }
    do throws(GitError) {
      try self.init(of: policy, in: [state])
    } catch {
      throw Undecidable(error)
    }
  }

  /// What a reader should know of an empty beginning.
  var remarks: [String] {
    empty.isEmpty ? [] : ["nothing there yet: \(empty.map { "`\($0)`" }.joined(separator: ", "))"]
  }

  private func problem(_ root: NamedRoot, _ fact: String, _ found: [FoundRoot]) -> Problem {
    let places = found.prefix(3).map { found in
      let count = found.files.count
      return "`\(found.folder)` (\(count == 1 ? "" : "\(count) files, such as ")`\(found.files[0].fileName)`)"
    }
    let more = found.count > 3 ? " and \(found.count - 3) more folders" : ""
    let elsewhere =
      found.isEmpty ? "" : "; files of this kind are in \(places.joined(separator: ", "))\(more)"
    let value = found.first.map { ": \($0.folder)" } ?? ""
    return Problem(
      message: fact + elsewhere,
      help: "set `\(root.key)`\(value) in \(C.policyPath), or exclude these files",
      place: policy.place(of: root.key))
  }

  /// What the check cannot decide because of them.
  var undecided: [Finding] { problems.map { finding($0, rules.decidable, .undecided) } }

  /// What is wrong with the policy because of them.
  var faults: [Finding] {
    problems.map { finding($0, rules.policyReadable, .violation(rules.policyReadable.severity)) }
  }

  private func finding(_ problem: Problem, _ rule: RuleMetadata, _ kind: Finding.Kind) -> Finding {
    Finding(rule: rule.id, kind: kind, message: problem.message, place: problem.place, help: problem.help)
  }

  private var rules: CommonRules { CommonRules(prefix: C.rulePrefix) }
}

extension RepositoryPath {
  /// Whether the policy has a pattern, and not the name of a folder.
  fileprivate var isPattern: Bool { bytes.contains { [0x2A, 0x3F, 0x5B, 0x7B].contains($0) } }

  fileprivate var fileName: String { RepositoryPath(bytes: Array(lastComponent)).description }
}
