internal import Changes
internal import Documents
internal import Findings
internal import Git
package import Markdown
internal import Policy

/// What a change does to decisions, and whether it needs one.
package struct DecisionReview: Sendable {
  /// Why the change cuts across: a phrase each.
  private(set) package var reasons: [String] = []

  /// The records that the change adds, or edits before they were accepted.
  private(set) package var carried: [DecisionRecord] = []

  /// Every record that the change adds or edits.
  private(set) package var changed: [DecisionRecord] = []

  /// Every record of the judged tree.
  private(set) package var all: [DecisionRecord] = []

  /// Records that were accepted, and what they are now; `nil` where the change removes them.
  private(set) package var accepted: [(old: DecisionRecord, new: DecisionRecord?)] = []

  /// The numbers that descriptions name; `nil` where no description is known.
  private(set) package var named: [Int]?

  private(set) package var deadLinks: [DeadLink] = []
  private(set) package var template: MarkdownDocument?
  private(set) package var unreadable: [UnreadableInput] = []

  package let policy: DecisionPolicy

  init(_ change: Change, policy: DecisionPolicy) {
    self.policy = policy
    guard let folder = policy.folder else { return }
    if let path = policy.template, let bytes = change.judged.bytes(path) ?? change.base.bytes(path) {
      template = Self.document(bytes)
    }
    let changedPaths = Set(change.files.map(\.path))
    for path in change.judged.paths(below: folder) where path != policy.template {
      guard let number = DecisionRecord.number(of: path), case .bytes(let bytes) = change.judged.file(path) else {
        continue
      }
      do throws(MarkdownError) {
        let record = DecisionRecord(path: path, number: number, try MarkdownDocument(SourceText(bytes)))
        all.append(record)
        if changedPaths.contains(path) { changed.append(record) }
      } catch {
        // What the change leaves alone is the audit's.
        if changedPaths.contains(path) {
          unreadable.append(UnreadableInput(path, "could not check this decision because \(error)"))
        }
      }
    }
    deadLinks = changed.flatMap { $0.document.deadLinks(at: $0.path, in: change.judged) }
    for file in change.files where file.path.hasPrefix(folder) && file.old != nil {
      guard let number = DecisionRecord.number(of: file.path), let bytes = change.base.bytes(file.path),
        let document = Self.document(bytes)
      else { continue }
      let old = DecisionRecord(path: file.path, number: number, document)
      guard old.hasStatus, old.status == "accepted" else { continue }
      // A record that is renamed is the one of its number.
      let new = all.first { $0.path == file.path } ?? changed.first { $0.number == number }
      accepted.append((old, new))
    }
    carried = changed.filter { record in !accepted.contains { $0.old.path == record.path } }
    reasons = Self.reasons(of: change, policy)
    named = change.circumstances.evidence.flatMap { evidence in
      let bodies = evidence.changes.map(\.body)
      guard !bodies.contains(nil), !bodies.isEmpty else { return nil }
      return bodies.compactMap(\.self).flatMap { Self.numbers(namedIn: $0, by: policy.word) }
    }
  }

  /// The numbers of lines as `ADR: 0002`; what is in a comment or in a block of code names none, as in a template.
  static func numbers(namedIn body: String, by word: String) -> [Int] {
    guard let document = document(Array(body.utf8)) else { return [] }
    let lines = document.blocks.flatMap { block -> [Substring] in
      switch block.kind {
      case .code, .html: []
      case .list(let items): items.flatMap { $0.text.split(separator: "\n") }
      default: block.text.split(separator: "\n")
      }
    }
    return lines.flatMap { line -> [Int] in
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, MarkdownDocument.folded(String(parts[0])) == MarkdownDocument.folded(word) else {
        return []
      }
      return parts[1].split { !$0.isNumber }.compactMap { Int($0) }
    }
  }

  private static func document(_ bytes: [UInt8]) -> MarkdownDocument? {
    do throws(MarkdownError) {
      return try MarkdownDocument(SourceText(bytes))
    } catch {
      return nil
    }
  }

  // MARK: What cuts across

  private static func reasons(of change: Change, _ policy: DecisionPolicy) -> [String] {
    let files = change.files.filter { file in !policy.exclude.contains { $0.matches(file.path.bytes) } }
    var reasons: [String] = []
    for rule in policy.crossCutting {
      for file in files where rule.paths.contains(where: { $0.matches(file.path.bytes) }) {
        let kind: CrossCutting.Kind = file.old == nil ? .added : file.new == nil ? .removed : .changed
        // An edit of any kind changes what the paths are.
        guard rule.when.contains(kind) || rule.when.contains(.changed) else { continue }
        reasons.append("`\(file.path)` is \(kind.rawValue)")
      }
      for folder in folders(of: change.files, fitting: rule.folders, except: policy.exclude) {
        let (was, isThere) = (change.base.has(folder), change.judged.has(folder))
        guard was != isThere else {
          if rule.when.contains(.changed) { reasons.append("the folder `\(folder)` is changed") }
          continue
        }
        let kind: CrossCutting.Kind = isThere ? .added : .removed
        if rule.when.contains(kind) || rule.when.contains(.changed) {
          reasons.append("the folder `\(folder)` is \(kind.rawValue)")
        }
      }
    }
    var seen: Set<String> = []
    return reasons.filter { seen.insert($0).inserted }
  }

  /// The folders above changed files that fit a pattern.
  private static func folders(
    of files: [ChangedPath], fitting patterns: [PathPattern], except excluded: [PathPattern]
  ) -> [RepositoryPath] {
    guard !patterns.isEmpty else { return [] }
    var folders: Set<RepositoryPath> = []
    for file in files {
      var folder = file.path.parent
      while folder != .root {
        let isExcluded = excluded.contains { $0.matches(folder.bytes) }
        if !isExcluded, patterns.contains(where: { $0.matches(folder.bytes) }) { folders.insert(folder) }
        folder = folder.parent
      }
    }
    return folders.sorted()
  }
}
