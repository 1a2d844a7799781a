/// The end of a report for people: a line for each check, and one for all of them.
struct VerdictLines {
  let reports: [Report]
  let style: TextStyle
  let isPush: Bool

  var lines: [String] { reports.map(line) + [last].compactMap(\.self) }

  /// `contracts: failed: 1 error, 3 warnings; 1 approval pending (1 changed file under …, base …, head …)`.
  private func line(of report: Report) -> String {
    let verdict = style.paint(report.verdict.words, as: report.verdict.role)
    let reason = report.reason.isEmpty ? "" : ": \(report.reason)"
    return "\(name(of: report)): \(verdict)\(reason) (\(TerminalText.visible(report.extent)))"
  }

  /// The check, and of a push of several branches the branch.
  private func name(of report: Report) -> String {
    let check = TerminalText.visible(report.check)
    guard Set(reports.map(\.context.ref)).count > 1, let ref = report.context.ref else { return check }
    return "\(check) \(TerminalText.visible(ref))"
  }

  /// The verdict of all, which check decided it, and what can be done.
  private var last: String? {
    let verdict = Verdict(of: reports.map(\.verdict))
    guard verdict != .pass else {
      return reports.count > 1 ? style.paint("All checks passed.", as: .success) : nil
    }
    guard reports.count > 1 || isPush else { return nil }
    let deciding = reports.filter { $0.verdict == verdict }
    let names = Self.listed(deciding.map(name))
    let head =
      switch (isPush, verdict) {
      case (true, .fail): "Push refused by \(names)"
      case (true, _): "Push refused, because \(names) could not be checked"
      case (false, .fail): "Failed by \(names)"
      case (false, _): "Could not be checked: \(names)"
      }
    let next = isPush ? " `git push --no-verify` skips \(reports.count == 1 ? "this check" : "the checks")." : explain
    return style.paint(head, as: verdict.role) + "\(count(in: deciding, verdict)).\(next)"
  }

  private func count(in deciding: [Report], _ verdict: Verdict) -> String {
    guard verdict == .fail else { return "" }
    let errors = deciding.flatMap(\.findings).count { $0.severity == .error }
    return ": \(Report.counted(errors, "error"))"
  }

  private var explain: String {
    let blocking = reports.lazy.compactMap { report in
      report.allFindings.min { $0.weight < $1.weight }.map { (report.check, $0.rule) }
    }
    guard let (check, rule) = blocking.first else { return "" }
    return " `\(TerminalText.visible(check)) explain \(TerminalText.visible(rule))` says more."
  }

  private static func listed(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return "\(names.dropLast().joined(separator: ", ")) and \(last)"
  }
}

extension Verdict {
  fileprivate var role: TextStyle.Role {
    switch self {
    case .pass: .success
    case .fail: .error
    case .undecided: .undecided
    }
  }
}
