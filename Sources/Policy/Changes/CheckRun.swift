internal import Calendars
package import Findings
package import Git
internal import Policy

/// Checks asked about one change: from a request to a report of each, whatever stands in the way.
///
/// All of them share one opened repository, one comparison and one walk over the trees.
package struct CheckRun: Sendable {
  /// The checks, in the order of their reports.
  package let checks: [any Check.Type]

  package var comparison: ComparisonRequest

  /// Where the repository's policy is read.
  package var policy = PolicyFolder.base

  /// The policy files of the organisation, by their names.
  package var organisationPolicy: [String: [UInt8]]?

  /// What the change is judged with.
  package var circumstances: Circumstances

  /// Whether somebody named the instant to judge as of: a report has it where it was named, or where the verdict
  /// depends on it.
  package var isNowGiven = false

  /// What a reader of the reports should know about the run, as which machine it was on.
  package var remarks: [String] = []

  /// What was asked for beside this and is not judged.
  var leftAlone: [Report.NotExecuted] = []

  /// The version of the program, for the reports.
  let version: String

  package init(
    of checks: [any Check.Type], comparison: ComparisonRequest, circumstances: Circumstances, version: String
  ) {
    self.checks = checks
    self.comparison = comparison
    self.circumstances = circumstances
    self.version = version
  }

  /// Judges; what keeps a check from beginning becomes a report that is undecided.
  package func reports(in repository: Repository) async -> [Report] {
    do throws(Undecidable) {
      return await reports(on: try Comparison(comparison, in: repository), in: repository)
    } catch {
      return undecided(error)
    }
  }

  /// Judges two commits that are found already.
  func reports(on comparison: Comparison, in repository: Repository) async -> [Report] {
    var context = context
    context.ref = comparison.ref
    context.base = comparison.base?.description
    context.judged = comparison.judged.description
    context.remarks += comparison.remarks
    do throws(Undecidable) {
      let base = try Snapshot(ofBase: comparison, in: repository)
      let files = PolicyFiles(policy, organisation: organisationPolicy, base: base)
      return await reports(by: files, context, withBaseline: true) { folders, roles throws(Undecidable) in
        let approvals = Approvals(
          for: comparison, in: repository, evidence: circumstances.evidence, roles: roles,
          asOf: isNowGiven ? circumstances.now : nil)
        return try Change(
          comparison, from: base, in: folders, of: repository, approvals: approvals, circumstances: circumstances)
      }
    } catch {
      return undecided(error, context)
    }
  }

  /// Judges all files at the judged commit as if they were new, by the policy that stands there.
  package func reportsOnEverything(in repository: Repository) async -> [Report] {
    do throws(Undecidable) {
      let judged = try Snapshot(ofRevision: comparison.head ?? "HEAD", in: repository)
      let files = PolicyFiles(policy, organisation: organisationPolicy, base: judged)
      return await reports(by: files, context, withBaseline: false) { folders, _ throws(Undecidable) in
        try Change(adding: judged, in: folders, circumstances: circumstances)
      }
    } catch {
      return undecided(error)
    }
  }

  /// Reads the policies of all checks first, so that one walk finds the files of all of them.
  private func reports(
    by files: PolicyFiles, _ context: Report.Context, withBaseline: Bool,
    change: ([RepositoryPath], [String: Role]) throws(Undecidable) -> Change
  ) async -> [Report] {
    var trials: [Trial] = []
    for check in checks {
      trials.append(trial(of: check, by: files, context, withBaseline: withBaseline))
    }
    do throws(Undecidable) {
      // The file of the roles is the same for all of them.
      let roles = trials.lazy.compactMap(\.roles).first ?? [:]
      let whole = try change(RepositoryPath.outermost(of: trials.flatMap(\.folders)), roles)
      var reports: [Report] = []
      for trial in trials {
        switch trial {
        case .settled(let report): reports.append(report)
        case .open(let folders, _, let judge): reports.append(await judge(whole.narrowed(to: folders)))
        }
      }
      return reports
    } catch {
      return undecided(error, context)
    }
  }

  /// The policy that each check would judge by, as YAML with a comment at each value that says where it comes from.
  ///
  /// - Throws: `Undecidable` where there is no base, or a file is no policy.
  package func effectivePolicies(in repository: Repository) throws(Undecidable) -> [String] {
    let base = try Snapshot(ofBase: Comparison(comparison, in: repository), in: repository)
    let files = PolicyFiles(policy, organisation: organisationPolicy, base: base)
    var policies: [String] = []
    for check in checks { policies.append(try files.annotatedPolicy(of: check)) }
    return policies
  }
}
