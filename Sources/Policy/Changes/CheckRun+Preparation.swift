package import Findings
internal import Git
internal import Policy

extension CheckRun {
  /// A check that has its policy, or the report of one that could not get it.
  enum Preparation {
    case ready(any ChangeJudging)
    case failed(Report)

    var ready: (any ChangeJudging)? {
      guard case .ready(let prepared) = self else { return nil }
      return prepared
    }

    var folders: [RepositoryPath] { ready?.folders ?? [] }
  }

  func prepare<C: Check>(
    _ check: C.Type, by files: PolicyFiles, _ context: Report.Context, withBaseline: Bool
  ) -> Preparation {
    do throws(Undecidable) {
      return .ready(
        try PreparedCheck(check, by: files, withBaseline: withBaseline, context, circumstances, version: version))
    } catch {
      return .failed(C.undecided(error, context, version: version, notExecuted: leftAlone))
    }
  }

  /// The policy files that a comparison is judged by.
  ///
  /// - Throws: `Undecidable` where the tip of the branch is not in the clone, or the branch is not governed.
  func policyFiles(
    for comparison: Comparison, from base: Snapshot, in repository: Repository
  ) throws(Undecidable) -> PolicyFiles {
    PolicyFiles(
      policy, organisation: organisationPolicy, at: try revision(for: comparison, from: base, in: repository))
  }

  func revision(
    for comparison: Comparison, from base: Snapshot, in repository: Repository
  ) throws(Undecidable) -> PolicyRevision {
    let branches = try branches
    // Files that somebody names come from no branch.
    guard case .base = policy else {
      try comparison.requireGoverned(by: branches)
      return PolicyRevision(base)
    }
    return try PolicyRevision(
      for: comparison, from: base, by: branches, organisation: organisationPolicy, circumstances, in: repository)
  }

  /// The branches that are governed beside the default branch.
  private var branches: BranchPolicy {
    get throws(Undecidable) {
      do throws(UnreadablePolicy) {
        return try BranchPolicy(organisationPolicy?[BranchPolicy.fileName])
      } catch {
        throw Undecidable(error)
      }
    }
  }

  /// Looks at the other open pull requests of the head: a check run belongs to a commit, so it counts for all of them.
  ///
  /// - Returns: what a reader should know about them.
  /// - Throws: `Undecidable` where one of them goes into a branch that is not governed.
  func otherChanges(beside comparison: Comparison) throws(Undecidable) -> [String] {
    guard circumstances.stage == .merge, !comparison.isPushToDefault, let target = comparison.target,
      let evidence = circumstances.evidence, !evidence.changes.isEmpty
    else { return [] }
    guard let others = evidence.otherChanges else {
      return ["the evidence does not tell whether other pull requests have the same head"]
    }
    let branches = try branches
    let heads = Set(evidence.changes.map(\.head.commit)).union([comparison.judged])
    for other in others where other.isOpen(withOneOf: heads) && !target.isGoverned(other.base.ref, by: branches) {
      throw Undecidable(
        "could not be checked: pull request #\(other.number) has the same head, and \(other.base.ref), into which it "
          + "goes, is not a governed branch (\(other.address(at: evidence.source)))",
        help: "close #\(other.number), or push another commit to one of the two")
    }
    return []
  }
}

extension CheckRun {
  /// The reports of checks that could not begin, on a branch if it is known which.
  package func undecided(_ error: Undecidable, on ref: String? = nil) -> [Report] {
    var context = context
    context.ref = ref
    return undecided(error, context)
  }

  func undecided(_ error: Undecidable, _ context: Report.Context) -> [Report] {
    checks.map { $0.undecided(error, context, version: version, notExecuted: leftAlone) }
  }

  /// The reports where there is nothing to judge, which say what was left alone and why.
  func nothingJudged() -> [Report] {
    checks.map { check in
      Report(
        check: check.name, version: version, context: context, scope: "nothing checked", findings: [],
        notExecuted: leftAlone, rules: [])
    }
  }

  var context: Report.Context {
    var context = Report.Context(stage: circumstances.stage, now: isNowGiven ? circumstances.now : nil)
    context.changes = circumstances.evidence?.changes.map(\.number) ?? []
    context.remarks = remarks
    return context
  }
}
