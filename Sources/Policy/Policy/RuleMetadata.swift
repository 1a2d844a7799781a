package import Findings

/// What there is to know about a rule: the source of its page, of its tests and of `explain`.
package struct RuleMetadata: Sendable {
  /// The check's short name and words with hyphens: `contracts/duplicate-key`.
  package let id: String

  /// What is asked, in one sentence without a full stop.
  package let title: String

  /// Why it is asked: what goes wrong where it is not kept.
  package let rationale: String

  /// What to do instead.
  package let remedy: String

  package let severity: Severity

  /// What it needs beside the bytes of a file.
  package let requires: Set<Requirement>

  /// Changes that the rule reports, exactly at their marks.
  package let bad: [Example]

  /// Changes that the rule leaves alone.
  package let good: [Example]

  /// Where to read on: specifications with their section, as Markdown.
  package let references: [String]

  package init(
    id: String, title: String, rationale: String, remedy: String, severity: Severity,
    requires: Set<Requirement> = [], bad: [Example], good: [Example], references: [String] = []
  ) {
    self.id = id
    self.title = title
    self.rationale = rationale
    self.remedy = remedy
    self.severity = severity
    self.requires = requires
    self.bad = bad
    self.good = good
    self.references = references
  }
}

extension RuleMetadata {
  /// What loose files lack of what the rule needs, as in "no folder and no evidence".
  package var absences: String {
    requires.sorted { $0.rawValue < $1.rawValue }.map(\.absence).joined(separator: " and ")
  }

  /// What a report carries of the rule.
  package var summary: RuleSummary {
    RuleSummary(id: id, title: title, rationale: rationale, remedy: remedy, severity: severity)
  }
}
