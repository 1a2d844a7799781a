import Changes
import Findings
import Policy

/// The page that lists the rules.
enum RuleIndex {
  static func text(of checks: [any Check.Type]) -> String {
    let sections = checks.sorted { $0.name < $1.name }.map { check in
      let common = Set(CommonRules(prefix: check.rulePrefix).all.map(\.id))
      let rows = [Severity.error, .warning, .note].flatMap { severity in
        check.allMetadata.filter { $0.severity == severity && !common.contains($0.id) }.map(row)
      }
      return section("`\(check.name)`", rows)
    }
    let shared = CommonRules(prefix: "contracts").all.sorted { ($0.severity, $0.id) < ($1.severity, $1.id) }
    return """
      # Rules

      Every rule with the severity that it has by default; a policy sets another one under `rules`. `signalbox explain RULE` \
      shows the same page in a terminal.

      \(sections.joined(separator: "\n"))
      \(section("Rules of every check", shared.map(row)))
      The rules of every check are linked as those of `contracts`; each check has them under its own name.

      """
  }

  private static func section(_ title: String, _ rows: [String]) -> String {
    "## \(title)\n\n| severity | rule | problem |\n|---|---|---|\n\(rows.joined())"
  }

  private static func row(_ rule: RuleMetadata) -> String {
    "| \(rule.severity.rawValue) | [`\(rule.id)`](\(rule.id).md) | \(rule.title) |\n"
  }
}
