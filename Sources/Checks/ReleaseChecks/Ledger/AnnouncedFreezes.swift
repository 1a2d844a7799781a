internal import Calendars
internal import Changes
internal import Policy

/// The freezes that open issues announce, and the issues that block a release.
struct AnnouncedFreezes {
  private(set) var freezes: [DeploymentFreeze] = []

  /// What cannot be read, or is not known, a sentence each.
  private(set) var problems: [String] = []

  init(_ evidence: Evidence?, _ policy: ReleasePolicy) {
    guard let evidence else { return }
    for issue in evidence.issues ?? [] {
      if let label = policy.blockerLabel, issue.has(label) {
        freezes.append(
          DeploymentFreeze(
            name: "#\(issue.number)", environments: policy.train.released, range: issue.range(of: label),
            owner: issue.owner(label), reason: issue.title ?? "", allowsHotfix: false,
            source: .blocker(issue.number, url: issue.url)))
      }
      if let label = policy.freezeLabel, issue.has(label) { announce(issue, label, evidence, policy) }
    }
  }

  /// An issue counts only where the person who put the label on it may write to the repository.
  private mutating func announce(
    _ issue: Evidence.Issue, _ label: String, _ evidence: Evidence, _ policy: ReleasePolicy
  ) {
    guard let by = issue.mark(label)?.by ?? (issue.labelled == nil ? issue.by : nil),
      let permission = evidence.permissions?[by]
    else {
      problems.append(
        "whether the person who labelled #\(issue.number) \(label) may write to the repository is not known")
      return
    }
    guard ["admin", "maintain", "write"].contains(permission) else { return }
    guard let body = issue.body else {
      problems.append("what the freeze of #\(issue.number) is about was not collected")
      return
    }
    let start = issue.range(of: label)
    guard let lines = FreezeLines(body), let range = lines.range(within: start) else {
      problems.append("a line of #\(issue.number), which announces a freeze, cannot be read")
      return
    }
    let strangers = (lines.environments ?? []).filter { name in
      !policy.train.environments.contains { EnvironmentName.equal($0, name) }
    }
    if let stranger = strangers.first {
      problems.append("#\(issue.number) announces a freeze of \"\(stranger)\", which no train goes to")
      return
    }
    freezes.append(
      DeploymentFreeze(
        name: "#\(issue.number)", environments: lines.environments, range: range, owner: by.text,
        reason: issue.title ?? "", allowsHotfix: lines.allowsHotfix, source: .issue(issue.number, url: issue.url)))
  }
}

/// What the lines of an issue say of its freeze.
private struct FreezeLines {
  var environments: [String]?
  var from: Instant?
  var until: Instant?
  var allowsHotfix = true

  /// Reads lines `key: value`, and passes over others, which are words for people.
  ///
  /// `nil` where a value cannot be read.
  init?(_ body: String) {
    for line in body.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].trimmed
      switch line[..<colon].trimmed.lowercased() {
      case "environments":
        let names = value.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
        guard !names.isEmpty else { return nil }
        environments = names == ["all"] ? nil : names
      case "from":
        guard let instant = Instant(rfc3339: value) else { return nil }
        from = instant
      case "until":
        guard let instant = Instant(rfc3339: value) else { return nil }
        until = instant
      case "hotfix":
        guard value == "true" || value == "false" else { return nil }
        allowsHotfix = value == "true"
      default: continue
      }
    }
  }

  /// From what the lines say, or else the label, until what they say, or else the issue is closed.
  func range(within label: Range<Instant>) -> Range<Instant>? {
    let start = from ?? label.lowerBound
    let end = min(until ?? label.upperBound, label.upperBound)
    if let until, until <= start { return nil }
    return start..<max(start, end)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    let rest = drop { $0.isWhitespace }
    guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(rest[...last])
  }
}

extension Evidence.Issue {
  fileprivate func has(_ label: String) -> Bool { labels.contains { $0.lowercased() == label.lowercased() } }

  fileprivate func mark(_ label: String) -> PullRequest.Label? {
    labelled?.first { $0.name.lowercased() == label.lowercased() }
  }

  /// From the label on, or else from when it was opened, until it was closed.
  fileprivate func range(of label: String) -> Range<Instant> {
    let start = mark(label)?.at ?? openedAt
    return start..<max(start, closedAt ?? DeploymentFreeze.openEnd)
  }

  /// Who put a label on it.
  fileprivate func owner(_ label: String) -> String { (mark(label)?.by ?? by)?.text ?? "unknown" }
}
