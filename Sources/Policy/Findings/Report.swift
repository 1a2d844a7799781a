package import Calendars
package import Documents

/// The verdict of one check on one change, and everything that led to it.
package struct Report: Sendable {
  package let check: String
  package let version: String
  package let context: Context

  /// What was looked at, as a noun phrase: `3 files under platform/contracts`.
  package let scope: String

  /// All findings in the order of ``Finding``, each with its fingerprint, those of one cause as one.
  package let allFindings: [Finding]

  package let notExecuted: [NotExecuted]

  package let waived: [Waived]

  /// The rules that have something to say here, sorted by their ids.
  package let rules: [RuleSummary]

  /// How many warnings and notes are left out, since they were there before the change and it does not touch their lines.
  package let olderCount: Int

  /// Puts a report together: the findings are sorted and get their fingerprints here, and of all rules of the check
  /// those are kept that found something.
  package init(
    check: String, version: String, context: Context, scope: String, findings: [Finding],
    notExecuted: [NotExecuted] = [], waived: [Waived] = [], rules: [RuleSummary], olderCount: Int = 0
  ) {
    self.olderCount = olderCount
    self.check = check
    self.version = version
    self.context = context
    self.scope = scope
    self.allFindings = Finding.joined(Finding.fingerprinted(findings.sorted(by: Finding.inReportOrder)))
    let speaking = Set(findings.map(\.rule))
    self.rules = rules.filter { speaking.contains($0.id) }.sorted { $0.id < $1.id }
    self.waived = waived.sorted { ($0.path, $0.rule, $0.reason) < ($1.path, $1.rule, $1.reason) }
    self.notExecuted = notExecuted.sorted { ($0.what, $0.why) < ($1.what, $1.why) }
  }

  /// `fail` where a finding is an error; otherwise `undecided` where something could not be decided.
  package var verdict: Verdict {
    Verdict(
      of: allFindings.map { finding in
        switch finding.kind {
        case .violation(.error): .fail
        case .violation(.warning), .violation(.note), .owed: .pass
        case .undecided: .undecided
        }
      })
  }

  package var findings: [Finding] { allFindings.filter { $0.severity != nil } }

  /// The findings that have a safe fix and that nothing accepts, also those that are told with others.
  package var fixable: [Finding] {
    allFindings.flatMap { [$0] + $0.members }.filter { $0.severity != nil && !$0.isBaselined && $0.fix != nil }
  }

  package var undecided: [Finding] { allFindings.filter { $0.kind == .undecided } }

  package var owed: [Finding] {
    allFindings.filter { finding in
      guard case .owed = finding.kind else { return false }
      return true
    }
  }
}

extension Report {
  /// The report without findings that weigh less; what blocks, and what is pending, is never left out.
  package func showing(_ least: Severity) -> Report {
    guard least != .note else { return self }
    return Report(showing: allFindings.filter { Self.weighs($0, least) }, of: self)
  }

  /// Whether a finding weighs as much; by itself, since the optimizer of Swift 6.3 crashes where it is inlined.
  @inline(never) private static func weighs(_ finding: Finding, _ least: Severity) -> Bool {
    guard let severity = finding.severity else { return true }
    return severity <= least
  }

  private init(showing findings: [Finding], of report: Report) {
    check = report.check
    version = report.version
    context = report.context
    scope = report.scope
    allFindings = findings
    notExecuted = report.notExecuted
    waived = report.waived
    let speaking = Set(findings.map(\.rule))
    rules = report.rules.filter { speaking.contains($0.id) }
    olderCount = report.olderCount
  }
}

extension Report {
  /// When a check is asked: before a push it lists what is owed, at the merge that is due.
  package enum Stage: String, Sendable, CaseIterable {
    case prePush = "pre-push"
    case merge
  }

  /// What was judged, by which policy and as of when: all that a later run needs to give the same report.
  package struct Context: Sendable {
    package var stage: Stage

    /// The instant that was given; `nil` where the verdict does not depend on one.
    package var now: Instant?

    /// The name of what is judged, as in `refs/heads/orders-v2`.
    package var ref: String?

    /// The full name of the branch that the verdict is for, as in `refs/heads/main`.
    package var target: String?

    /// The commit that is there now, in hexadecimal.
    package var base: String?

    /// The commit that will be there, in hexadecimal; `nil` where files were looked at that no commit has.
    package var judged: String?

    /// Whether the files of the working tree were looked at, so that the report cannot be replayed.
    package var isWorkingTree = false

    /// The numbers of the pull requests that the evidence tells of.
    package var changes: [Int] = []

    package var policy: [PolicyLayer] = []

    /// What a reader should know about how base and judged were chosen.
    package var remarks: [String] = []

    /// What only one check has to say, for programs.
    package var data: [(String, Node)] = []

    package init(stage: Stage, now: Instant? = nil) {
      self.stage = stage
      self.now = now
    }
  }

  /// One layer of the policy that a report stands on.
  package struct PolicyLayer: Sendable, Hashable {
    package enum Layer: String, Sendable, Comparable, CaseIterable {
      case defaults
      case organisation
      case repository

      /// Its place among the layers, from 0 for the lowest.
      package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

      package static func < (left: Layer, right: Layer) -> Bool { left.rank < right.rank }
    }

    package enum Source: String, Sendable {
      /// The tip of the branch that the verdict is for.
      case tip

      /// The base of the comparison: in force where the tip has what is judged already, else only named beside the tip.
      case base
      case folder
      case absent
    }

    package let layer: Layer
    package let source: Source?

    /// The commit that it was read from, in hexadecimal.
    package let commit: String?
    package let digest: Digest

    package init(layer: Layer, source: Source? = nil, commit: String? = nil, digest: Digest) {
      self.layer = layer
      self.source = source
      self.commit = commit
      self.digest = digest
    }
  }

  /// A finding that a waiver of the policy keeps from failing the check.
  package struct Waived: Sendable, Hashable {
    package let rule: String

    /// The file of the finding, as it is shown.
    package let path: String

    package let reason: String

    /// The last day on which the waiver counts.
    package let expires: CivilDate

    package init(rule: String, path: String, reason: String, expires: CivilDate) {
      self.rule = rule
      self.path = path
      self.reason = reason
      self.expires = expires
    }
  }

  /// Something that was not run, so that nobody takes its silence for a pass.
  package struct NotExecuted: Sendable, Hashable {
    package let what: String
    package let why: String

    package init(what: String, why: String) {
      self.what = what
      self.why = why
    }
  }
}
