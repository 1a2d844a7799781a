internal import Calendars
package import Findings
package import Git
package import Policy

/// What a change makes of the policy of one check.
package struct PolicyChanges: Sendable {
  /// The check's name, or `roles`, which all checks share.
  package let name: String

  package let differences: [PolicyDifference]
}

extension Change {
  /// In what a change makes the policy file of a check say something else; empty where it does not touch the file.
  ///
  /// What an organisation says below the repository is left out: it is the same on both sides.
  ///
  /// - Throws: `Undecidable` where one of the two policies cannot be read.
  package func policyDifferences<C: Check>(of check: C.Type) throws(Undecidable) -> [PolicyDifference] {
    guard files.contains(where: { $0.path.description == C.policyPath }) else { return [] }
    return try policies(of: check, organisation: nil).differences
  }

  fileprivate func policies<C: Check>(
    of check: C.Type, organisation: [String: [UInt8]]?
  ) throws(Undecidable) -> (differences: [PolicyDifference], roles: [PolicyDifference]) {
    let old = try prepare(check, at: base, organisation).policy
    let new = try prepare(check, at: judged, organisation).policy
    let severities = Dictionary(C.allMetadata.map { ($0.id, $0.severity) }) { first, _ in first }
    return (new.differences(from: old, severities: severities), new.roleDifferences(from: old))
  }
}

extension Change {
  /// The entries that a change adds to the baseline of a check, and takes from it.
  fileprivate func baselineDifferences(of check: (some Check).Type) throws(Undecidable) -> [PolicyDifference] {
    let old = try PolicyFiles(.base, organisation: nil, base: base).baseline(of: check)
    let new = try PolicyFiles(.base, organisation: nil, base: judged).baseline(of: check)
    return (new ?? Baseline(of: [])).differences(from: old, path: "\(PolicyFolder.name)/\(check.baselineFile)")
  }

  /// A check by the policy of one side, and by nothing else.
  private func prepare<C: Check>(
    _ check: C.Type, at side: Snapshot, _ organisation: [String: [UInt8]]?
  ) throws(Undecidable) -> PreparedCheck<C> {
    try PreparedCheck(
      by: PolicyFiles(.base, organisation: organisation, base: side), withBaseline: false,
      Report.Context(stage: stage), circumstances, version: "")
  }
}

/// The policy of a check as what is judged itself: no rule of the check looks at it.
struct PolicyFileSubject: CheckSubject {
  let scope: String
  let remarks: [String]
  let notExecuted: [Report.NotExecuted]

  /// There is nothing that the policy could demand anything of.
  var isEmpty: Bool { true }
}

extension CheckRun {
  /// What the change makes of the policies of the checks, and of the roles; each at most once.
  ///
  /// - Throws: `Undecidable` where there is no base, or a policy of either side cannot be read.
  package func policyChanges(in repository: Repository) throws(Undecidable) -> [PolicyChanges] {
    let change = try policyChange(in: repository)
    var changes: [PolicyChanges] = []
    var roles: [PolicyDifference] = []
    for check in checks {
      let found = try change.policies(of: check, organisation: organisationPolicy)
      roles = found.roles
      let baseline = try change.baselineDifferences(of: check)
      changes.append(PolicyChanges(name: check.name, differences: found.differences + baseline))
    }
    return (changes + [PolicyChanges(name: "roles", differences: roles)]).filter { !$0.differences.isEmpty }
  }

  /// Judges policy files themselves: those of the folder that is named, or those at the judged commit.
  ///
  /// - Returns: a report for each check; it fails where a file is no policy.
  package func policyReports(in repository: Repository) async -> [Report] {
    var context = context
    do throws(Undecidable) {
      var judged = Snapshot(nil)
      if case .base = policy {
        let commit = try Undecidable.catching { () throws(GitError) in
          try repository.commitID(of: comparison.head ?? "HEAD")
        }
        context.judged = commit.description
        judged = try Snapshot(ofRevision: commit.description, in: repository)
      }
      let files = PolicyFiles(policy, organisation: organisationPolicy, base: judged)
      var reports: [Report] = []
      let tree = try self.tree(in: repository)
      for check in checks { reports.append(await report(on: files, of: check, in: tree, context)) }
      return reports
    } catch {
      return undecided(error)
    }
  }

  /// The files that the policy is about: those of the commit that is named, or those of the working tree.
  private func tree(in repository: Repository) throws(Undecidable) -> Snapshot? {
    if let head = comparison.head { return try Snapshot(ofRevision: head, in: repository) }
    return try Undecidable.catching {
      guard repository.workingTree == nil else { return try Snapshot(workingTreeOf: repository) }
      return try Snapshot(of: repository.commitID(of: "HEAD"), in: repository)
    }
  }

  private func policyChange(in repository: Repository) throws(Undecidable) -> Change {
    let comparison = try Comparison(comparison, in: repository)
    return try Change(
      comparison, from: Snapshot(ofBase: comparison, in: repository), in: [RepositoryPath(PolicyFolder.name)],
      of: repository, approvals: Approvals(for: comparison, in: repository, evidence: nil, roles: [:]),
      circumstances: circumstances)
  }

  private func report<C: Check>(
    on files: PolicyFiles, of check: C.Type, in tree: Snapshot?, _ context: Report.Context
  ) async -> Report {
    let rules = CommonRules(prefix: C.rulePrefix)
    do throws(Undecidable) {
      let prepared = try PreparedCheck(check, by: files, context, circumstances, version: version)
      // Roles may be there without it, and say nothing of what the check asks.
      let isThere = try files.hasFile(of: check)
      let idleCount = prepared.baseline?.withoutFile.count ?? 0
      let idle =
        idleCount == 0 ? [] : ["\(idleCount) entries of the baseline name no file, and have no effect"]
      let missing = isThere ? try MissingRoots<C>(of: prepared.policy, inKnown: tree) : nil
      let subject = PolicyFileSubject(
        scope: isThere ? "the policy \(C.policyPath)" : "no policy of its own",
        remarks: prepared.policy.emptyRoles + prepared.policy.unheld + idle + (missing?.remarks ?? []),
        notExecuted: isThere
          ? [] : [Report.NotExecuted(what: C.policyPath, why: "there is no such file, so the defaults apply")])
      var answer = await prepared.answer(about: subject, by: [], in: [])
      answer.findings += prepared.policy.duplicateWaivers(rule: rules.waiver)
      answer.findings += prepared.policy.refused.map { $0.finding(of: rules.policyLocked) } + (missing?.faults ?? [])
      return prepared.report(of: subject, answer)
    } catch {
      return Report(
        check: C.name, version: version, context: context, scope: "the policy \(C.policyPath)",
        findings: error.faults.map { $0.finding(of: rules.policyReadable) }, rules: C.allMetadata.map(\.summary))
    }
  }
}

extension PolicyFault {
  /// What a check says of it.
  func finding(of rule: RuleMetadata, _ severity: Severity? = nil) -> Finding {
    Finding(rule: rule.id, kind: .violation(severity ?? rule.severity), message: message, place: place, help: help)
  }
}

extension EffectivePolicy {
  /// A remark for each role that something is demanded of and that nobody is in.
  fileprivate var emptyRoles: [String] {
    (own.neededRoles + ["policy-owner"]).filter { name in
      roles[name]?.isEmpty ?? true
    }.map {
      "role `\($0)` has no members; nothing that needs it can be approved. See .signalbox/\(RolePolicy.fileName)"
    }
  }
}
