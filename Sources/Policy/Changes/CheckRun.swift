package import Calendars
package import Findings
package import Git
internal import Policy

/// One check asked about one change: from a request to a report, whatever stands in the way.
package struct CheckRun<C: Check>: Sendable {
  package var comparison: ComparisonRequest
  package var stage: Report.Stage
  package var policy: PolicyFolder

  /// The instant that somebody gave.
  package var now: Instant?

  /// The version of the program, for the report.
  package var version: String

  package init(
    of check: C.Type, comparison: ComparisonRequest, stage: Report.Stage, policy: PolicyFolder = .base,
    now: Instant? = nil, version: String
  ) {
    self.comparison = comparison
    self.stage = stage
    self.policy = policy
    self.now = now
    self.version = version
  }

  /// Judges; what keeps the check from beginning becomes a report that is undecided.
  package func report(in repository: Repository) async -> Report {
    var context = Report.Context(stage: stage, now: now)
    do throws(Undecidable) {
      let comparison = try Comparison(comparison, in: repository)
      context.ref = comparison.ref
      context.base = comparison.base.description
      context.judged = comparison.judged.description
      context.remarks = comparison.remarks
      let base = try Snapshot(ofBase: comparison, in: repository)
      let effective = try policy.policy(of: C.self, base: base)
      context.policy = effective.layers
      context.remarks += policy.remarks(on: effective, of: C.self)
      let change = try Change(comparison, from: base, in: C.governedFolders(effective), of: repository)
      return await report(on: change, under: effective, context)
    } catch {
      return undecided(error, context)
    }
  }

  /// The report of a check that could not begin.
  package func undecided(_ error: Undecidable) -> Report {
    undecided(error, Report.Context(stage: stage, now: now))
  }

  private func undecided(_ error: Undecidable, _ context: Report.Context) -> Report {
    Report(
      check: C.name, version: version, context: context, scope: "nothing judged", findings: error.findings(of: C.self),
      rules: C.allMetadata.map(\.summary))
  }

  private func report(
    on change: Change, under policy: EffectivePolicy<C.Policy>, _ context: Report.Context
  ) async -> Report {
    let subject = await C.subject(of: change, policy: policy)
    let judgement = await Engine(rules: C.rules, settings: policy.rules).judge(subject)
    return Report(
      check: C.name, version: version, context: context, scope: C.scope(of: subject), findings: judgement.findings,
      notExecuted: judgement.notExecuted, rules: C.allMetadata.map(\.summary))
  }
}
