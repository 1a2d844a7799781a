package import Calendars
internal import Changes
internal import Documents
internal import Findings
internal import Git
package import Markdown
internal import Policy

/// The postmortems of a tree, and what is due beside them.
package struct IncidentLedger: Sendable {
  /// Something that a postmortem is due for.
  package struct Debt: Sendable {
    /// The incident or the hotfix, in words.
    package let what: String

    /// When it ended.
    package let restored: Instant

    /// What tells when it ended.
    package let source: String

    /// The last day for its postmortem.
    package let due: CivilDate

    /// How many business days it is overdue; 0 where it is not.
    package let overdue: Int
  }

  package let postmortems: [Postmortem]

  /// What has no postmortem, by how long it is overdue.
  package let debts: [Debt]

  init(in tree: Snapshot, policy: IncidentPolicy, evidence: Evidence?, at now: Instant) {
    postmortems = Self.postmortems(in: tree, policy)
    guard policy.folder != nil, let evidence else {
      debts = []
      return
    }
    let days = BusinessDays(zone: policy.zone, holidays: policy.holidays)
    let written = postmortems
    func debt(_ what: String, _ restored: Instant, _ source: String) -> Debt {
      let due = days.day(policy.days, after: restored)
      return Debt(what: what, restored: restored, source: source, due: due, overdue: days.overdue(since: due, at: now))
    }
    var debts: [Debt] = []
    for issue in evidence.issues ?? []
    where issue.labels.contains(where: { FoldedName($0) == FoldedName(policy.label) }) {
      guard !written.contains(where: { $0.incidents.contains(issue.number) }), let closed = issue.closedAt else {
        continue
      }
      let title = issue.title.map { " \($0)" } ?? ""
      debts.append(debt("incident #\(issue.number)\(title)", closed, "the issue was closed"))
    }
    if let label = policy.hotfixLabel {
      for deployment in evidence.deployments ?? [] where deployment.state == "success" {
        let labelled = (deployment.pullRequests ?? []).filter { request in
          request.labels.contains { FoldedName($0) == FoldedName(label) }
        }
        guard let request = labelled.first else { continue }
        let isWritten = written.contains { postmortem in
          postmortem.names(deployment.commit) || labelled.contains { postmortem.incidents.contains($0.number) }
        }
        if isWritten { continue }
        let title = request.title.map { " \($0)" } ?? ""
        debts.append(
          debt(
            "hotfix #\(request.number)\(title) (`\(deployment.commit.abbreviated)` in \(deployment.environment))",
            deployment.at, "it was deployed"))
      }
    }
    // A hotfix that goes to several environments needs one postmortem.
    var seen: Set<String> = []
    self.debts = debts.sorted { ($1.overdue, $0.restored, $0.what) < ($0.overdue, $1.restored, $1.what) }
      .filter { seen.insert($0.what.split(separator: "(").first.map(String.init) ?? $0.what).inserted }
  }

  static func postmortems(in tree: Snapshot, _ policy: IncidentPolicy) -> [Postmortem] {
    guard let folder = policy.folder else { return [] }
    return tree.paths(below: folder).compactMap { path in
      guard isPostmortem(path, policy), let bytes = tree.bytes(path) else { return nil }
      do throws(MarkdownError) {
        return Postmortem(path: path, try MarkdownDocument(SourceText(bytes)))
      } catch {
        return nil
      }
    }
  }

  /// Whether a page is one: the folder's own page and the template are none.
  static func isPostmortem(_ path: RepositoryPath, _ policy: IncidentPolicy) -> Bool {
    guard let folder = policy.folder, path.hasPrefix(folder), path.isMarkdown, path != policy.template else {
      return false
    }
    return !["readme.md", "template.md", "index.md"].contains(path.name.lowercased())
  }
}

/// What a change does to postmortems.
package struct IncidentReview: Sendable {
  package let policy: IncidentPolicy

  /// Those that the change adds or edits.
  package let changed: [Postmortem]
  package let template: MarkdownDocument?
  package let debts: [IncidentLedger.Debt]
  package let unreadable: [UnreadableInput]

  init(_ change: Change, policy: IncidentPolicy) {
    self.policy = policy
    var changed: [Postmortem] = []
    var unreadable: [UnreadableInput] = []
    for file in change.files where file.new != nil && IncidentLedger.isPostmortem(file.path, policy) {
      guard let bytes = change.judged.bytes(file.path) else { continue }
      do throws(MarkdownError) {
        changed.append(Postmortem(path: file.path, try MarkdownDocument(SourceText(bytes))))
      } catch {
        unreadable.append(UnreadableInput(file.path, "could not check this postmortem because \(error)"))
      }
    }
    (self.changed, self.unreadable) = (changed, unreadable)
    template = policy.template.flatMap { path in
      guard let bytes = change.judged.bytes(path) else { return nil }
      do throws(MarkdownError) {
        return try MarkdownDocument(SourceText(bytes))
      } catch {
        return nil
      }
    }
    let ledger = IncidentLedger(
      in: change.judged, policy: policy, evidence: change.circumstances.evidence, at: change.circumstances.now)
    debts = ledger.debts.filter { $0.overdue > 0 }
  }
}
