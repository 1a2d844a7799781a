package import Changes
internal import Documents
package import Findings
internal import Policy
internal import SQL

/// What migrations say themselves about the rules that they break.
extension MigrationChange {
  /// The rules that an irreversible migration breaks by being one.
  static let irreversibleRules: Set<String> = [
    "db/undeclared-data-loss", "db/missing-down", "db/incomplete-down-path", "db/empty-migration",
  ]

  /// The rules that no comment in a file can silence: those about approvals, about the policy and the setup, and those
  /// without which nothing is known of the file.
  static let unsuppressibleRules: Set<String> = [
    "db/invalid-encoding", "db/invalid-suppression", "db/limit-exceeded", "db/modified-migration",
    "db/parser-setting", "db/symlinked-migration", "db/syntax-error", "db/table-read-grant",
    "db/unapproved-suppression",
    "db/unapproved-table", "db/unenforced-workflow", "db/unknown-runner", "db/unreadable-file", "db/unsupported-file",
  ]

  /// What a comment silences.
  private struct Silencer {
    let index: Int?
    let reason: String
    let words: String
  }

  package func suppressing(_ findings: [Finding], of rules: Set<String>) -> SuppressedFindings {
    var all = suppressingHere(findings, of: rules)
    for other in others {
      let more = other.suppressingHere(all.kept, of: rules)
      all = SuppressedFindings(kept: more.kept, added: all.added + more.added, remarks: all.remarks + more.remarks)
    }
    return all
  }

  /// Looks at the files of this database alone.
  private func suppressingHere(_ findings: [Finding], of rules: Set<String>) -> SuppressedFindings {
    var kept: [Finding] = []
    var held: [Finding] = []
    var used: Set<String> = []
    var remarks: [(words: String, isError: Bool)] = []
    let reversals = reversals
    let byPath = Dictionary(files.withSuppressions.map { ($0.path, $0) }) { first, _ in first }
    for finding in findings {
      guard finding.severity != nil, let path = finding.place?.path, let file = byPath[path],
        let silencer = silencer(of: finding, in: file, reversals)
      else {
        kept.append(finding)
        continue
      }
      if let index = silencer.index { used.insert("\(index) \(path)") }
      if finding.severity == .error { held.append(finding) }
      remarks.append(
        (
          "\(finding.rule) in \(path) is suppressed by `\(silencer.words)`: \(silencer.reason)",
          finding.severity == .error
        ))
    }
    let unused = files.flatMap { file in
      (file.paths?.declared.suppressions ?? []).enumerated().compactMap { index, suppression -> Finding? in
        guard rules.contains(suppression.rule), InvalidSuppression.problem(of: suppression) == nil,
          !used.contains("\(index) \(file.path)")
        else { return nil }
        let source = file.paths?.source ?? SourceText("")
        return InvalidSuppression().finding(
          "nothing in this file needs the suppression of `\(suppression.rule)`",
          at: Place(path: file.path, suppression.remark.range, of: source), help: "remove the comment",
          fix: Fix("Remove the suppression", [source.removal(of: suppression.remark.range)]))
      }
    }
    // Where the approval is known to be missing, the errors are told beside it.
    let isMissing = if case .missing = suppressionApproval { stage == .merge } else { false }
    return SuppressedFindings(
      kept: isMissing ? kept + held : kept, added: unused,
      remarks: remarks.filter { !isMissing || !$0.isError }.map(\.words))
  }

  private func silencer(of finding: Finding, in file: MigrationFile, _ reversals: [String: String]) -> Silencer? {
    guard !Self.unsuppressibleRules.contains(finding.rule) else { return nil }
    let suppressions = file.paths?.declared.suppressions ?? []
    if let index = suppressions.firstIndex(where: { $0.rule == finding.rule && !$0.remark.reason.isEmpty }) {
      return Silencer(index: index, reason: suppressions[index].remark.reason, words: "-- signalbox: allow")
    }
    guard Self.irreversibleRules.contains(finding.rule), let reason = reversals[file.name.stem] else { return nil }
    return Silencer(index: nil, reason: reason, words: "-- irreversible")
  }

  /// Why migrations cannot be taken back, by the stems of their names.
  private var reversals: [String: String] {
    var reasons: [String: String] = [:]
    for file in files {
      guard let reason = file.paths?.declared.irreversible?.reason, !reason.isEmpty else { continue }
      reasons[file.name.stem] = reason
    }
    for effect in effects where effect.wayBack?.raises == true && reasons[effect.file.name.stem] == nil {
      reasons[effect.file.name.stem] = "the down path raises an exception"
    }
    return reasons
  }
}

extension MigrationChange {
  /// Whether a comment or a down path that raises would silence an error.
  var suppressesErrors: Bool {
    let silencing = files.withSuppressions
    guard !silencing.isEmpty else { return false }
    let suppressed = silencing.flatMap { $0.paths?.declared.suppressions.map(\.rule) ?? [] }
    let ids = Self.irreversibleRules.union(suppressed)
    let reversals = reversals
    return MigrationCheck.rules.filter { rule in
      ids.contains(rule.metadata.id) && settings.severity(of: rule.metadata) == .error
    }.contains { rule in
      rule.findings(in: self).contains { finding in
        guard finding.severity != nil, let file = silencing.first(where: { $0.path == finding.place?.path }) else {
          return false
        }
        return silencer(of: finding, in: file, reversals) != nil
      }
    }
  }
}

extension [MigrationFile] {
  /// The files that say of a rule that it is broken on purpose: by a comment, or by a down path that raises an exception.
  var withSuppressions: [MigrationFile] {
    let stems = Set(
      filter { file in
        guard let paths = file.paths else { return false }
        return paths.declared.irreversible != nil || !paths.declared.suppressions.isEmpty || paths.down?.raises == true
      }.map(\.name.stem))
    return filter { stems.contains($0.name.stem) }
  }
}
