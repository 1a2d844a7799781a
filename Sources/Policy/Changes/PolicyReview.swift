internal import Calendars
internal import Documents
internal import Findings
internal import Git
internal import Policy

/// What a check says about the policy itself: whether a change of it is approved, and whether it says what it means.
struct PolicyReview<C: Check> {
  private let change: Change
  private let prepared: PreparedCheck<C>
  private let rules = CommonRules(prefix: C.rulePrefix)

  /// Findings about the policy's files.
  private(set) var findings: [Finding] = []

  /// What nobody is asked about them, and why not.
  private(set) var notExecuted: [Report.NotExecuted] = []

  /// - Parameters:
  ///   - change: the change.
  ///   - prepared: the check with the policy that it is judged by.
  ///   - moved: the entries of the baseline that a move of their files gives another path.
  init(of change: Change, _ prepared: PreparedCheck<C>, moved: Set<Baseline.Entry>) {
    self.change = change
    self.prepared = prepared
    let approval = approval
    findings =
      approval.findings(of: rules.policyChanged, at: change.stage).map { $0.explained(by: weakenings) } + outdated
      + locked + unreadable
      + grown(prepared.baseline, moved)
    notExecuted = approval.notExecuted(rules.policyChanged)
  }

  private var policy: EffectivePolicy<C.Policy> { prepared.policy }

  /// An adoption has no owner of the policy yet who could be asked.
  private var approval: ApprovalAnswer {
    let requirement = ApprovalRequirement.policyOwner
    let paths = GovernedPaths(C.policyPaths, name: "the policy")
    let answer = change.approval(requirement, for: paths)
    if case .notNeeded = answer { return answer }
    guard policy.isAdoption, policy.roles[requirement.role] == nil else { return answer }
    let files = paths.files(change.files.count { paths.contains($0.path) })
    return answer.adopting(
      requirement, over: prepared.files.revision.past, of: prepared.files.revision.name, for: files)
  }

  /// In what the change makes the policy weaker, for who is asked to approve it.
  private var weakenings: [Explanation] {
    do throws(Undecidable) {
      let weaker = try change.policyDifferences(of: C.self).filter { $0.effect == .weaker }
      guard !weaker.isEmpty else { return [] }
      return [Explanation("weaker than before:", weaker.prefix(20).map { Explanation("\($0.key): \($0.words)") })]
    } catch {
      // A policy that cannot be read is a finding of its own.
      return []
    }
  }

  /// A change of a policy that its branch has changed since: what would be merged is neither of the two.
  private var outdated: [Finding] {
    guard changesPolicy else { return [] }
    let name = prepared.files.revision.name
    do throws(GitError) {
      guard try prepared.files.differsAtBase(in: C.self) else { return [] }
      return [
        Finding(
          rule: rules.policyChanged.id, kind: .undecided,
          message: "could not check the change of the policy: \(name) has changed the policy since the branch left it",
          help: "update the branch with \(name)")
      ]
    } catch {
      return [Finding(rule: rules.policyChanged.id, kind: .undecided, message: error.message, help: error.help)]
    }
  }

  private var changesPolicy: Bool {
    change.files.contains { file in C.policyPaths.contains { $0 == file.path || $0.hasPrefix(file.path) } }
  }

  private var locked: [Finding] {
    guard let severity = policy.rules.severity(of: rules.policyLocked) else { return [] }
    return policy.refused.map { $0.finding(of: rules.policyLocked, severity) }
  }

  /// Holds the baseline of the judged side against that of the base.
  private func grown(_ baseline: Baseline?, _ moved: Set<Baseline.Entry>) -> [Finding] {
    let path = RepositoryPath("\(PolicyFolder.name)/\(C.baselineFile)")
    guard let baseline, change.files.contains(where: { $0.path == path }) else { return [] }
    let shown = path.description
    do {
      guard let bytes = try change.judged.policyBytes(at: path) else { return [] }
      let additions = baseline.additions(in: try Baseline(SourceText(bytes), path: shown), moved: moved)
      guard let first = additions.first else { return [] }
      return [
        Finding(
          rule: rules.baseline.id, kind: .violation(rules.baseline.severity),
          message: "the baseline grows by \(additions.count), among them \(first.rule) in \(first.path)",
          place: Place(path: shown), help: "fix the findings, or waive them for a time")
      ]
    } catch {
      // A baseline that cannot be read is a finding already.
      return []
    }
  }

  /// What is wrong with the policy that the change leaves: once merged it would stop every later check.
  private var unreadable: [Finding] {
    guard changesPolicy else { return [] }
    do throws(Undecidable) {
      let left = PolicyFiles(.base, organisation: nil, at: PolicyRevision(change.judged, named: "the change"))
      _ = try left.policy(of: C.self)
      _ = try left.baseline(of: C.self)
      return []
    } catch {
      return error.faults.map { $0.finding(of: rules.policyReadable) }
    }
  }
}

extension Change {
  /// Where the files were that the change moves.
  var moves: Baseline.Moves {
    Baseline.Moves(files.exactRenames.map { ($0.new.description, $0.old.description) })
  }

  /// The findings, each told whether the change itself touches its line.
  func markingChangedLines(_ findings: [Finding]) -> [Finding] {
    var known: [String: ChangedLines?] = [:]
    let changed = Dictionary(files.map { ($0.path.description, $0) }) { first, _ in first }
    let moves = moves
    return findings.map { finding in
      guard let place = finding.place, let span = place.span, let file = changed[place.path] else { return finding }
      var finding = finding
      if file.old == nil {
        // A file that is only moved has the lines that it had.
        finding.isOnChangedLine = moves.origin(of: place) == place.path
      } else {
        let lines = known[place.path] ?? changedLines(of: file, to: span.source)
        known[place.path] = lines
        finding.isOnChangedLine = lines?.contains(span.start.line)
      }
      return finding
    }
  }

  private func changedLines(of file: ChangedPath, to source: SourceText) -> ChangedLines? {
    do throws(GitError) {
      guard let old = file.old, old.mode == .file || old.mode == .executable else { return nil }
      return try ChangedLines(from: base.bytes(of: file.path, old, limit: Repository.objectLimit), to: source.bytes)
    } catch {
      // The old side cannot be read, so nobody knows; the finding stands all the same.
      return nil
    }
  }
}

extension Finding {
  /// The same finding with statements before its own.
  fileprivate func explained(by statements: [Explanation]) -> Finding {
    guard !statements.isEmpty else { return self }
    return Finding(
      rule: rule, kind: kind, message: message, explanation: statements + explanation, place: place, related: related,
      help: help, data: data, cause: cause)
  }
}
