internal import Documents

/// What several checks say of the same commits in the same words, as that there is no base: a reader needs it once.
struct SharedStatements {
  private var checks: [Statement: [String]] = [:]

  /// Compares the findings of reports that stand below each other.
  init(of reports: [Report]) {
    for report in reports {
      for statement in Set(report.allFindings.map({ Statement($0, in: report) })) {
        checks[statement, default: []].append(report.check)
      }
    }
  }

  /// The checks that say what a finding says, in the order of their reports; none where only one does.
  func checks(saying finding: Finding, in report: Report) -> [String] {
    let all = checks[Statement(finding, in: report)] ?? []
    return all.count > 1 ? all : []
  }

  /// Whether a report before this one has said it.
  func isSaid(_ finding: Finding, before report: Report) -> Bool {
    checks[Statement(finding, in: report)]?.first.map { $0 != report.check } ?? false
  }

  /// All that a reader sees of a finding but which check it is.
  private struct Statement: Hashable {
    let commits: [String?]
    let rule: Substring?
    let kind: Finding.Kind
    let lines: [String]
    let place: [String]

    init(_ finding: Finding, in report: Report) {
      commits = [report.context.ref, report.context.base, report.context.judged]
      rule = finding.rule.split(separator: "/").last
      kind = finding.kind
      lines = [finding.fullMessage, finding.help ?? "", "\(finding.isBaselined)"]
      place = ([finding.place].compactMap(\.self) + finding.related).map { place in
        let span = place.span.map { "\($0.start.line):\($0.start.column)-\($0.end.line):\($0.end.column)" } ?? ""
        return "\(place.path):\(span) \(place.message ?? "")"
      }
    }
  }
}
