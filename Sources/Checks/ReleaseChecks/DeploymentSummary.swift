internal import Calendars
package import Documents
internal import Findings
internal import Git

extension DeploymentRequest {
  /// The commits that matter, a line each: the candidate, what the environment runs, what staging runs, and breaches.
  package var summary: [String] {
    var lines = ["  candidate: \(words(candidate))"]
    if let records { lines.append("  \(records.name) runs: \(words(records.current))") }
    lines.append("  \(ledger.staging.name) runs: \(words(ledger.staging.current))")
    if let production = ledger.production(environment) {
      for breach in ledger.breaches(of: production, at: now) {
        lines.append(
          "  BREACH: `\(breach.commit.abbreviated)` was deployed at \(shown(breach.at))"
            + "\(breach.by.map { " by \($0)" } ?? ""), and was neither the cut nor a hotfix nor a rollback")
      }
    }
    return lines.map(TerminalText.visible)
  }

  /// The command to type next.
  package var nextCommand: String {
    let evidence = "--evidence evidence.json"
    if case .lacksHotfix = candidate {
      return "release-train gate deploy --environment \(ledger.staging.name) --commit REV \(evidence)"
    }
    if ledger.timeline.cut(of: status.train) != nil || commit == nil {
      return "release-train schedule"
    }
    return "release-train gate deploy --environment \(environment) \(evidence)"
  }

  /// The same as a value, for programs.
  package var node: Node {
    let all = conditions.map { rule, condition -> Node in
      let word =
        switch condition.state {
        case .met: "met"
        case .unmet: "unmet"
        case .unknown: "unknown"
        case .warning: "warning"
        }
      return [
        "rule": .string(rule), "state": .string(word), "text": .string(condition.text),
        "since": condition.since.map { .string($0.description) } ?? .null,
        "help": condition.help.map(Node.string) ?? .null,
      ]
    }
    return [
      "environment": .string(environment),
      "candidate": candidate.commit.map { .string($0.description) } ?? .null,
      "runs": node(records?.current), "stagingRuns": node(ledger.staging.current), "conditions": .array(all),
      "breaches": .array(
        ledger.production(environment).map { production in
          ledger.breaches(of: production, at: now).map { .string($0.commit.description) }
        } ?? []),
    ]
  }

  private func words(_ candidate: Candidate) -> String {
    switch candidate {
    case .deployment(let record): "`\(record.commit.abbreviated)`, deployed to staging at \(shown(record.at))"
    case .none(let why): "none: \(why)"
    case .unknown(_, let why): "not known: \(why)"
    case .lacksHotfix(let record, let hotfix):
      "none that contains `\(record.commit.abbreviated)` and the hotfix `\(hotfix.commit.abbreviated)`"
    }
  }

  private func words(_ current: EnvironmentRecords.Current) -> String {
    switch current {
    case .nothing: "nothing"
    case .deployment(let record): "`\(record.commit.abbreviated)` since \(shown(record.at))"
    case .unknown(let why): "not known: \(why)"
    }
  }

  private func node(_ current: EnvironmentRecords.Current?) -> Node {
    guard case .deployment(let record)? = current else { return .null }
    return .string(record.commit.description)
  }
}
