/// What of reports a person wants to read, and what the place can show that it is read at.
package struct ReportView: Sendable {
  /// How much is said beside the verdict.
  package enum Detail: Sendable {
    /// Only what keeps the verdict from being a pass.
    case quiet
    case normal
    /// Also why each rule exists, and what is in the baseline.
    case verbose
  }

  package var detail: Detail

  /// Whether findings are counted by rule.
  package var showsStatistics: Bool

  /// The width of the terminal, in cells; `nil` where lines may have any length.
  package var columns: Int?

  /// Where links go; `nil` for a place that shows none.
  package var links: TerminalLinks?

  /// Whether git asks before a push, so that a verdict that is no pass refuses it.
  package var isPush: Bool

  /// The address of the repository at its code host; `nil` where that is not known.
  package var source: String?

  package init(
    detail: Detail = .normal, showsStatistics: Bool = false, columns: Int? = nil, links: TerminalLinks? = nil,
    isPush: Bool = false, source: String? = nil
  ) {
    self.detail = detail
    self.showsStatistics = showsStatistics
    self.columns = columns
    self.links = links
    self.isPush = isPush
    self.source = source
  }

  /// Whether a finding is shown, and not only counted.
  func shows(_ finding: Finding) -> Bool {
    switch detail {
    case .verbose: true
    case .normal: !finding.isBaselined
    case .quiet: finding.blocks
    }
  }
}

extension Finding {
  /// Whether the verdict is no pass because of it.
  var blocks: Bool { kind == .undecided || kind == .violation(.error) }

  /// Whether only a pull request can supply what is missing.
  package var isPending: Bool {
    if case .owed = kind { true } else { false }
  }

  /// Its place among the findings of a report for people: what blocks comes first, what is pending last.
  var weight: Int {
    switch kind {
    case .violation(.error): 0
    case .undecided: 1
    case .violation(.warning): 2
    case .violation(.note): 3
    case .owed: 4
    }
  }
}
