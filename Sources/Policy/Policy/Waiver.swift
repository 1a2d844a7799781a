package import Calendars
package import Findings

/// A finding that is accepted until a day, with the owner who answers for it.
package struct Waiver: Sendable {
  package let rule: String
  package let path: PathPattern
  package let reason: String
  package let owner: String

  /// The last day on which it counts, in UTC.
  package let expires: CivilDate

  /// Where the policy says so.
  package let place: Place

  /// Whether the waiver counts at an instant.
  package func isInForce(at now: Instant) -> Bool {
    now.secondsSince1970 < (expires.daysSince1970 + 1) * 86_400
  }

  /// Whether the waiver is about a finding: a violation of its rule in a file that its pattern stands for.
  package func covers(_ finding: Finding) -> Bool {
    guard finding.rule == rule, finding.severity != nil, let place = finding.place else { return false }
    return path.matches(Array(place.path.utf8))
  }
}

/// What the waivers of a policy make of the findings of a check.
package struct WaiverReview: Sendable {
  /// The findings that no waiver covers, and those about the waivers themselves.
  package private(set) var findings: [Finding] = []

  package private(set) var waived: [Report.Waived] = []

  /// Applies waivers as of an instant.
  ///
  /// A waiver that has expired, or that covers nothing, is a finding. An unused one is not, where the files it is about
  /// were not looked at: `wasJudged` says whether a waiver's files were. Where the rule about waivers has no severity, it
  /// is off.
  package init(
    _ findings: [Finding], _ waivers: [Waiver], at now: Instant, rule: String, severity: Severity?,
    wasJudged: (Waiver) -> Bool
  ) {
    var used: Set<Int> = []
    for finding in findings {
      guard
        let index = waivers.firstIndex(where: { $0.isInForce(at: now) && $0.covers(finding) })
      else {
        self.findings.append(finding)
        continue
      }
      used.insert(index)
      waived.append(
        Report.Waived(
          rule: finding.rule, path: finding.place?.path ?? "", reason: waivers[index].reason,
          expires: waivers[index].expires))
    }
    guard let severity else { return }
    for (index, waiver) in waivers.enumerated() where !used.contains(index) {
      if !waiver.isInForce(at: now) {
        self.findings.append(expired(waiver, rule, severity))
      } else if wasJudged(waiver) {
        self.findings.append(unused(waiver, rule, severity))
      }
    }
  }

  /// Adds what else there is to say about the waivers.
  package mutating func add(_ finding: Finding) {
    findings.append(finding)
  }

  private func expired(_ waiver: Waiver, _ rule: String, _ severity: Severity) -> Finding {
    Finding(
      rule: rule, kind: .violation(severity),
      message: "the waiver of \(waiver.rule) for \(waiver.path.text) has expired on \(waiver.expires)",
      place: waiver.place, help: "\(waiver.owner) fixes what it was for, or gives a new reason and day")
  }

  private func unused(_ waiver: Waiver, _ rule: String, _ severity: Severity) -> Finding {
    Finding(
      rule: rule, kind: .violation(severity),
      message: "nothing needs the waiver of \(waiver.rule) for \(waiver.path.text) any more",
      place: waiver.place, help: "remove it from the policy")
  }
}
