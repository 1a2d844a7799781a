/// What a report says about a rule that has something to say.
package struct RuleSummary: Sendable, Hashable {
  package let id: String

  /// What is asked, in one sentence without a full stop.
  package let title: String

  /// Why it is asked; the first sentence stands for itself.
  package let rationale: String

  /// What to do instead.
  package let remedy: String

  /// How much a finding weighs where the policy does not say otherwise.
  package let severity: Severity

  package init(id: String, title: String, rationale: String, remedy: String, severity: Severity) {
    self.id = id
    self.title = title
    self.rationale = rationale
    self.remedy = remedy
    self.severity = severity
  }

  /// The first sentence of the rationale.
  package var reason: String {
    guard let end = rationale.firstRange(of: ". ") else { return rationale }
    return String(rationale[..<end.lowerBound]) + "."
  }
}
