internal import Calendars
internal import Findings
internal import Git

extension DeploymentRequest {
  /// The conditions as a tree of lines: what may be deployed, each condition with its mark, and what to do next.
  package var tree: [String] {
    let isOpen = conditions.allSatisfy { $0.condition.state == .met || $0.condition.state == .warning }
    let head = "\(isOpen && commit != nil ? "✓" : "✗") \(shownCommit) to \(environment)"
    var lines = [TerminalText.visible(head)]
    for (rule, condition) in conditions {
      lines.append("  " + TerminalText.visible("\(condition.line) [\(rule)]"))
      lines += condition.explanation.flatMap { $0.lines(level: 2) }
      if condition.state != .met, let help = condition.help { lines.append("      → " + TerminalText.visible(help)) }
    }
    return lines
  }
}
