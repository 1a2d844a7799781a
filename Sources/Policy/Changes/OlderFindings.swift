internal import Findings
internal import Git
internal import Policy

extension PreparedCheck {
  /// The findings without warnings and notes that the change has nothing to do with.
  ///
  /// Such a finding is on a line that the change leaves alone, and was there before, as the same rule says of the files of
  /// the base. It would be told in every change that touches the file, and its author did not cause it.
  ///
  /// - Returns: the findings to tell, and how many are left out.
  func withoutOlder(_ findings: [Finding], of change: Change) async -> (findings: [Finding], count: Int) {
    guard !circumstances.showsAll else { return (findings, 0) }
    let local = Dictionary(C.rules.filter { $0.metadata.isLocal }.map { ($0.metadata.id, $0) }) { first, _ in first }
    let candidates = findings.filter { $0.isLesser && local[$0.rule] != nil }
    guard !candidates.isEmpty else { return (findings, 0) }
    let asked = Set(candidates.map(\.rule)).compactMap { local[$0] }
    let subject = await C.subject(of: change.bringingInBase, policy: policy)
    let before = await judgement(of: subject, by: asked).findings
    let known = Set(Finding.fingerprinted(before.sorted(by: Finding.inReportOrder)).map(\.fingerprint))
    let sorted = findings.sorted(by: Finding.inReportOrder)
    let now = Finding.fingerprinted(sorted, path: change.moves.origin)
    let kept = zip(sorted, now).filter { finding, numbered in
      !(finding.isLesser && local[finding.rule] != nil && known.contains(numbered.fingerprint))
    }
    return (kept.map(\.0), findings.count - kept.count)
  }
}

extension RuleMetadata {
  /// Whether the rule looks at one place of a file as it is, and not at what a change does.
  fileprivate var isLocal: Bool { requires.isDisjoint(with: [.history, .evidence]) }
}

extension Finding {
  /// Whether it blocks nothing and is on a line that the change does not touch.
  fileprivate var isLesser: Bool {
    !isBaselined && isOnChangedLine == false && (severity == .warning || severity == .note)
  }
}

extension Change {
  /// The change that brings in what the base has of the changed files, for who wants to know what was there before.
  fileprivate var bringingInBase: Change {
    Change(
      bringingIn: base,
      files: files.compactMap { file in file.old.map { ChangedPath(path: file.path, old: nil, new: $0) } },
      circumstances: circumstances
    ).with(policySource: policySource)
  }
}
