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
    let old = try PolicyFiles(.base, organisation: organisation, base: base).policy(of: check)
    let new = try PolicyFiles(.base, organisation: organisation, base: judged).policy(of: check)
    let severities = Dictionary(C.allMetadata.map { ($0.id, $0.severity) }) { first, _ in first }
    return (new.differences(from: old, severities: severities), new.roleDifferences(from: old))
  }
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
      changes.append(PolicyChanges(name: check.name, differences: found.differences))
    }
    return (changes + [PolicyChanges(name: "roles", differences: roles)]).filter { !$0.differences.isEmpty }
  }

  /// Judges policy files themselves: those of the folder that is named, or those at the judged commit.
  ///
  /// - Returns: a report for each check; it fails where a file is no policy.
  package func policyReports(in repository: Repository) -> [Report] {
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
      return checks.map { report(on: files, of: $0, context) }
    } catch {
      return undecided(error)
    }
  }

  private func policyChange(in repository: Repository) throws(Undecidable) -> Change {
    let comparison = try Comparison(comparison, in: repository)
    return try Change(
      comparison, from: Snapshot(ofBase: comparison, in: repository), in: [RepositoryPath(PolicyFolder.name)],
      of: repository, approvals: Approvals(for: comparison, in: repository, evidence: nil, roles: [:]),
      circumstances: circumstances)
  }

  private func report<C: Check>(on files: PolicyFiles, of check: C.Type, _ context: Report.Context) -> Report {
    var context = context
    let rules = CommonRules(prefix: C.rulePrefix)
    var findings: [Finding] = []
    var notExecuted: [Report.NotExecuted] = []
    var scope = "the policy \(C.policyPath)"
    do throws(Undecidable) {
      // Roles may be there without it, and say nothing of what the check asks.
      if try !files.hasFile(of: check) {
        notExecuted = [Report.NotExecuted(what: C.policyPath, why: "there is no such file, so the defaults apply")]
        scope = "no policy of its own"
      }
      let policy = try files.policy(of: check)
      _ = try files.baseline(of: check)
      context.policy = policy.layers
      context.remarks += policy.emptyRoles + policy.unheld
      findings = policy.refused.map { $0.finding(of: rules.policyLocked) }
      findings +=
        WaiverReview([], policy.waivers, at: circumstances.now, rule: rules.waiver.id, severity: .warning) {
          _ in false
        }.findings
    } catch {
      findings = error.faults.map { $0.finding(of: rules.policyReadable) }
    }
    return Report(
      check: C.name, version: version, context: context, scope: scope, findings: findings, notExecuted: notExecuted,
      rules: C.allMetadata.map(\.summary))
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
    }.map { "nobody is in the role \($0), so what needs it cannot be approved; see .signalbox/\(RolePolicy.fileName)" }
  }
}
