internal import Findings
internal import Git
internal import Policy

/// A prepared check of whichever kind, as a run has several of them.
protocol ChangeJudging {
  var check: any Check.Type { get }

  /// The folders whose changes it has to see.
  var folders: [RepositoryPath] { get }

  /// Whether the repository or its organisation has a policy of this check, or the change brings one.
  func isAdopted(by change: Change) -> Bool

  /// Who may approve what.
  var roles: [String: Role] { get }

  /// The report of a change, and of what else could not be asked.
  func report(on change: Change, leftAlone: [Report.NotExecuted]) async -> Report
}

extension PreparedCheck: ChangeJudging {
  var check: any Check.Type { C.self }

  var roles: [String: Role] { policy.roles }

  /// The whole folder of the policy is seen: what takes its place is a change of the policy, too.
  var folders: [RepositoryPath] { C.governedFolders(policy) + [.policyFolder] }

  /// Whether the repository or its organisation has a policy of this check, or the change brings one.
  func isAdopted(by change: Change) -> Bool {
    do throws(GitError) {
      if try change.judged.version(of: RepositoryPath(C.policyPath)) != nil { return true }
    } catch {
      return true
    }
    do throws(Undecidable) {
      return try files.hasFile(of: C.self) || files.organisationHasFile(of: C.self)
    } catch {
      return true
    }
  }

  func report(on change: Change, leftAlone: [Report.NotExecuted]) async -> Report {
    let subject = await C.subject(of: change, policy: policy)
    var answer = await answer(about: subject, by: C.rules, in: Set(change.files.map(\.path.description)), change.moves)
    let review = PolicyReview(of: change, self, moved: answer.moved)
    let hidden = HiddenFiles<C>(in: change, policy)
    let (missing, remarks) = missingRoots(in: change)
    answer.findings = change.markingChangedLines(answer.findings + review.findings + hidden.findings + missing)
    answer.notExecuted += review.notExecuted + leftAlone
    (answer.findings, answer.olderCount) = await withoutOlder(answer.findings, of: change)
    return report(
      of: subject, answer, remarks: origin + remarks, asOf: C.identity.dependsOnInstant ? circumstances.now : nil)
  }

  /// What cannot be decided since a folder of the policy is not there, and what is not there as nothing is.
  ///
  /// A folder that only one side has comes into being with the change, or goes with it.
  private func missingRoots(in change: Change) -> (findings: [Finding], remarks: [String]) {
    do throws(GitError) {
      let missing = try MissingRoots<C>(of: policy, in: [change.base, change.judged])
      return (missing.undecided, missing.remarks)
    } catch {
      let rule = CommonRules(prefix: C.rulePrefix).decidable
      return ([Finding(rule: rule.id, kind: .undecided, message: error.message, help: error.help)], [])
    }
  }
}
