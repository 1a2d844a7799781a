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

  /// Whether only those checks are asked that the repository or its organisation has a policy for.
  ///
  /// Where there is no policy at all, each goes by its defaults.
  package var asksAdoptedOnly = false

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

  /// Judges two commits that are found already: comparison, policy of each check, one walk for all, a report of each.
  func reports(on comparison: Comparison, in repository: Repository) async -> [Report] {
    var context = context
    context.ref = comparison.ref
    context.target = comparison.target?.name
    context.base = comparison.base?.description
    context.isWorkingTree = comparison.includesWorkingTree
    // A commit that does not have what was looked at must not be named as what was.
    context.judged = comparison.includesWorkingTree ? nil : comparison.judged.description
    context.remarks += comparison.remarks
    do throws(Undecidable) {
      let base = try Snapshot(ofBase: comparison, in: repository)
      let revision = try revision(for: comparison, from: base, in: repository)
      context.remarks += try otherChanges(beside: comparison)
      let files = PolicyFiles(policy, organisation: organisationPolicy, at: revision)
      let preparations = checks.map { prepare($0, by: files, context, withBaseline: true) }
      // The file of the roles is the same for all of them.
      let roles = preparations.lazy.compactMap { $0.ready?.roles }.first ?? [:]
      let change = try Change(
        comparison, from: base, in: RepositoryPath.outermost(of: preparations.flatMap(\.folders)), of: repository,
        approvals: Approvals(
          for: comparison, in: repository, evidence: circumstances.evidence, roles: roles,
          asOf: isNowGiven ? circumstances.now : nil),
        circumstances: circumstances)
      return await reports(of: preparations, on: change.with(policySource: revision.snapshot))
    } catch {
      return undecided(error, context)
    }
  }

  /// Judges all files at the judged commit as if they were new, by the policy that stands there.
  package func reportsOnEverything(in repository: Repository) async -> [Report] {
    do throws(Undecidable) {
      let judged = try Snapshot(ofRevision: comparison.head ?? "HEAD", in: repository)
      let files = PolicyFiles(policy, organisation: organisationPolicy, base: judged)
      let preparations = checks.map { prepare($0, by: files, context, withBaseline: false) }
      let change = try Change(
        adding: judged, in: RepositoryPath.outermost(of: preparations.flatMap(\.folders)), circumstances: circumstances)
      return await reports(of: preparations, on: change.with(policySource: judged))
    } catch {
      return undecided(error)
    }
  }

  private func reports(of preparations: [Preparation], on change: Change) async -> [Report] {
    var asked = preparations
    if asksAdoptedOnly {
      let adopted = preparations.filter { $0.ready?.isAdopted(by: change) ?? true }
      if !adopted.isEmpty { asked = adopted }
    }
    var reports: [Report] = []
    for preparation in asked {
      switch preparation {
      case .failed(let report): reports.append(report)
      case .ready(let prepared):
        let seen = change.narrowed(to: prepared.folders, toolReports: toolReports(for: prepared.check))
        reports.append(await prepared.report(on: seen, leftAlone: leftAlone))
      }
    }
    return reports
  }

  /// The reports that a check is given: its own, and those that no other check knows.
  private func toolReports(for check: any Check.Type) -> [ToolReport] {
    guard checks.count > 1 else { return circumstances.toolReports }
    return circumstances.toolReports.filter { report in
      check.owns(report) || !checks.contains { $0.owns(report) }
    }
  }

  /// The policy that each check would judge by, as YAML with a comment at each value that says where it comes from.
  ///
  /// - Throws: `Undecidable` where there is no base, or a file is no policy.
  package func effectivePolicies(in repository: Repository) throws(Undecidable) -> [String] {
    let comparison = try Comparison(comparison, in: repository)
    let files = try policyFiles(for: comparison, from: Snapshot(ofBase: comparison, in: repository), in: repository)
    var policies: [String] = []
    for check in checks { policies.append(try files.annotatedPolicy(of: check)) }
    return policies
  }
}
