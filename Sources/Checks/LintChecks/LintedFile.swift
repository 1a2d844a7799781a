internal import Changes
internal import Documents
internal import Findings
internal import Git

/// A file that a linter is responsible for, with what is known of it.
struct LintedFile: Sendable {
  let tool: LintTool

  /// The path as it is shown.
  let path: String

  var state: State

  /// The findings, each with whether it fails the check.
  var findings: [Judged] = []

  /// Findings that a comment hides and that the base did not have.
  var suppressed: [Suppressed] = []

  /// Findings that only a changed configuration passes.
  var silenced: [Silenced] = []

  /// Runs beside that of the judged side that did not work, so that something is not known.
  var failures: [LinterRun] = []

  /// What a report says of a version of a file.
  enum State: Sendable {
    case inspected([LinterFinding])
    /// Why nobody has looked at it.
    case notInspected(String)
    /// The linter leaves it out by its own configuration; how it says so.
    case excluded(String)
    /// The linter that was to look at it did not work.
    case failed(LinterRun)
  }

  /// A finding of a linter under the policy.
  struct Judged: Sendable {
    let finding: LinterFinding
    let place: Place
    let isBlocking: Bool

    /// The file that it was in before the change, where it has left that one.
    var movedFrom: String?
  }

  /// A finding that a comment hides.
  struct Suppressed: Sendable {
    let finding: LinterFinding
    let place: Place
    let hasReason: Bool
  }

  /// A finding that the base's configuration has and the judged one has not.
  struct Silenced: Sendable {
    let finding: LinterFinding
    let place: Place
    let configuration: [String]
  }
}

extension LintedFile {
  /// Takes what the base's configuration finds in a file that the judged one passes, or leaves out.
  fileprivate mutating func take(_ silenced: [Silenced], by configuration: [String]) {
    switch state {
    case .inspected: self.silenced = silenced
    case .excluded(let why):
      self.silenced = silenced
      state = .notInspected("\(why) (since the change of \(configuration.joined(separator: ", ")))")
    // Where the judged configuration cannot be read, nothing is known to be silenced.
    case .notInspected, .failed: return
    }
  }
}

/// Holds what linters say of all files of a change against what they said of the base.
struct LintComparison {
  private let change: Change
  private let records: LinterRecords
  private let block: LintPolicy.Block

  /// Whether a finding is followed to another file.
  private let followsMoves: Bool

  init(_ change: Change, _ records: LinterRecords, block: LintPolicy.Block, followsMoves: Bool = true) {
    self.change = change
    self.records = records
    self.block = block
    self.followsMoves = followsMoves
  }

  /// The files, in their order, with what is new in each.
  ///
  /// - Throws: `GitError` of reading what linters are configured by.
  func files(_ governed: [GovernedFile], tools: [LintTool]) throws(GitError) -> [LintedFile] {
    var files: [LintedFile] = []
    for tool in tools {
      var earlier = EarlierFindings()
      note(tool, in: &earlier)
      let own = governed.filter { $0.tool.name == tool.name }
      var compared = own.map { file in
        ComparedFile(
          file, state: state(of: file), block: block, countsWarnings: tool.blocksWarnings || exceedsWarnings(file),
          in: change)
      }
      // What stays in its file is found first, so that it is not taken for what has moved.
      for index in compared.indices { compared[index].matchOwn(&earlier) }
      for index in compared.indices { compared[index].matchMoved(&earlier, isFollowed: followsMoves) }
      let configuration = try LinterConfiguration.changed(in: change, of: tool).map(\.path.description)
      for index in compared.indices {
        let file = compared[index]
        var linted = file.linted
        let (blob, text) = (file.file.version.id, file.file.path.text ?? "")
        switch records.state(of: text, blob, .unsuppressed, by: tool) {
        case .inspected(let all): linted.suppressed = compared[index].suppressed(among: all, &earlier)
        case .failed(let run): linted.failures.append(run)
        case .notInspected, .excluded: break
        }
        switch records.state(of: text, blob, .configuration, by: tool) {
        case .inspected(let all): linted.take(file.silenced(among: all, by: configuration), by: configuration)
        case .failed(let run): linted.failures.append(run)
        case .notInspected, .excluded: break
        }
        files.append(linted)
      }
    }
    return files.sorted { ($0.path, $0.tool.name) < ($1.path, $1.tool.name) }
  }

  /// Whether a linter failed because of the number of its warnings (`--max-warnings`).
  private func exceedsWarnings(_ file: GovernedFile) -> Bool {
    guard let run = records.run(on: file.path.text ?? "", file.version.id, .judged, by: file.tool) else { return false }
    let all = run.files.flatMap(\.findings)
    let warnings = all.count { $0.severity == .warning }
    if let limit = file.tool.maximumOfWarnings, warnings > limit { return true }
    return run.exitStatus == 1 && warnings > 0 && !all.contains { $0.severity == .error }
  }

  /// What a linter said of the base's version of each file that changes.
  private func note(_ tool: LintTool, in earlier: inout EarlierFindings) {
    for file in change.files where tool.governs(file.path) {
      guard let old = file.old, let text = file.path.text else { continue }
      guard case .inspected(let findings) = records.state(of: text, old.id, .base, by: tool) else { continue }
      let source = FileText.read(file.path, old, on: change.base)
      let lines = source.map { LinterLines($0, countedBy: tool.format) }
      let comments = source.map { Suppressions($0, of: tool.format) }
      earlier.add(findings, of: text, in: lines) { finding in
        guard let rule = finding.rule, let line = finding.line else { return false }
        return comments?.hide(rule, on: line) ?? false
      }
    }
  }

  /// What is known of a file: under `new-findings` also of what stood there before.
  private func state(of file: GovernedFile) -> LintedFile.State {
    if let obstacle = file.obstacle { return .notInspected(obstacle) }
    guard let text = file.path.text else {
      return .notInspected("its name is no text, and a report names files by texts")
    }
    let state = records.state(of: text, file.version.id, .judged, by: file.tool)
    guard block == .newFindings, case .inspected = state, let old = file.old else { return state }
    switch records.state(of: text, old.id, .base, by: file.tool) {
    case .inspected, .excluded: return state
    case .failed(let run): return .failed(run)
    case .notInspected(let why):
      return .notInspected("of what stood there before, which `block: new-findings` compares with: \(why)")
    }
  }
}

/// The text of a file on one side.
enum FileText {
  /// The text; `nil` where it cannot be read: the linter could, and without it a finding stands at the file as a whole.
  static func read(_ path: RepositoryPath, _ version: FileVersion, on side: Snapshot) -> SourceText? {
    do throws(GitError) {
      return SourceText(try side.bytes(of: path, version, limit: LintLimits.file))
    } catch {
      return nil
    }
  }
}

/// One file with its text, while its findings are held against those of the base.
private struct ComparedFile {
  let file: GovernedFile
  var linted: LintedFile
  private let text: SourceText?
  private let lines: LinterLines?
  private let all: [LinterFinding]
  private let identities: [FindingIdentity]
  private var isOld: [Bool]
  private let block: LintPolicy.Block
  private let changedLines: ChangedLines?

  /// The lines of the base's version.
  private let oldLines: Set<String>

  init(
    _ file: GovernedFile, state: LintedFile.State, block: LintPolicy.Block, countsWarnings: Bool, in change: Change
  ) {
    self.file = file
    self.block = block
    linted = LintedFile(tool: file.tool, path: file.path.description, state: state)
    if case .inspected(let findings) = state {
      all = findings.map { finding in
        var finding = finding
        if countsWarnings, finding.severity == .warning { finding.severity = .error }
        return finding
      }
    } else {
      all = []
    }
    let text = FileText.read(file.path, file.version, on: change.judged)
    self.text = text
    let lines = text.map { LinterLines($0, countedBy: file.tool.format) }
    self.lines = lines
    identities = all.map { FindingIdentity($0, in: lines) }
    isOld = all.map { _ in false }
    let old = all.isEmpty ? nil : file.old.flatMap { FileText.read(file.path, $0, on: change.base) }
    oldLines = old.map { LinterLines($0, countedBy: file.tool.format).texts } ?? []
    changedLines = block == .newLines ? Self.changedLines(file, text, in: change) : nil
  }

  private static func changedLines(_ file: GovernedFile, _ text: SourceText?, in change: Change) -> ChangedLines? {
    guard let text, let old = file.old, let before = FileText.read(file.path, old, on: change.base) else { return nil }
    do throws(GitError) {
      return try ChangedLines(from: before.bytes, to: text.bytes)
    } catch {
      // What is not known to be old is taken for new.
      return nil
    }
  }

  /// Finds what was in the same file before.
  mutating func matchOwn(_ earlier: inout EarlierFindings) {
    guard block == .newFindings, let path = file.path.text else { return }
    for index in all.indices where exists(all[index]) {
      isOld[index] = earlier.take(identities[index], of: path) || isAboutComment(all[index]) && wasThere(all[index])
    }
  }

  /// Whether a finding is about a comment that silences a linter: the run of the base leaves those out of account.
  private func isAboutComment(_ finding: LinterFinding) -> Bool {
    switch file.tool.format {
    case .eslint: finding.message.hasPrefix("Unused eslint-disable")
    case .rubocop: Suppressions.cops.contains(finding.rule ?? "")
    }
  }

  /// Whether the base has the line of a finding.
  private func wasThere(_ finding: LinterFinding) -> Bool {
    guard let line = finding.line, let own = lines?.text(of: line), !own.isEmpty else { return false }
    return oldLines.contains(own)
  }

  /// Finds what was in another file that it has left, and settles which findings block.
  mutating func matchMoved(_ earlier: inout EarlierFindings, isFollowed: Bool) {
    for (index, finding) in all.enumerated() {
      var judged = LintedFile.Judged(finding: finding, place: place(of: finding), isBlocking: blocks(finding, index))
      if isFollowed, block == .newFindings, judged.isBlocking, exists(finding), let path = file.path.text,
        let other = earlier.takeMoved(identities[index], to: path)
      {
        judged = LintedFile.Judged(finding: finding, place: judged.place, isBlocking: false, movedFrom: other)
      }
      linted.findings.append(judged)
    }
  }

  private func blocks(_ finding: LinterFinding, _ index: Int) -> Bool {
    switch block {
    case .all, .files: return true
    // A file that cannot be parsed hides what the change adds to it.
    case .newFindings: return !isOld[index] || finding.isFatal
    case .newLines:
      guard file.old != nil, let changedLines else { return true }
      return finding.isFatal || finding.line.map(changedLines.contains) ?? true
    }
  }

  /// Whether the place that a finding names is there; one that is not cannot have been there before.
  private func exists(_ finding: LinterFinding) -> Bool {
    guard let line = finding.line, let lines else { return true }
    return lines.has(line)
  }

  /// What only comments hide, and the base did not have.
  func suppressed(among unsuppressed: [LinterFinding], _ earlier: inout EarlierFindings) -> [LintedFile.Suppressed] {
    guard let text, let path = file.path.text else { return [] }
    let comments = Suppressions(text, of: file.tool.format)
    return withoutShown(unsuppressed).compactMap { finding in
      guard let rule = finding.rule, comments.cover(rule) else { return nil }
      let identity = FindingIdentity(finding, in: lines)
      if earlier.take(identity, of: path, asHidden: true) { return nil }
      if earlier.takeMoved(identity, to: path, asHidden: true) != nil { return nil }
      return LintedFile.Suppressed(
        finding: finding, place: place(of: finding), hasReason: comments.giveReason(for: rule))
    }
  }

  /// What the base's configuration finds and the judged one does not.
  func silenced(among found: [LinterFinding], by configuration: [String]) -> [LintedFile.Silenced] {
    withoutShown(found).map {
      LintedFile.Silenced(finding: $0, place: place(of: $0), configuration: configuration)
    }
  }

  /// Findings without those that the judged run has as well, and takes as seriously.
  private func withoutShown(_ findings: [LinterFinding]) -> [LinterFinding] {
    var shown: [FindingIdentity: [Bool]] = [:]
    for (identity, finding) in zip(identities, all) { shown[identity, default: []].append(finding.severity == .error) }
    return findings.filter { finding in
      let identity = FindingIdentity(finding, in: lines)
      guard let index = shown[identity]?.firstIndex(where: { $0 || finding.severity != .error }) else { return true }
      shown[identity]?.remove(at: index)
      return false
    }
  }

  private func place(of finding: LinterFinding) -> Place {
    let path = file.path.description
    guard let text, let lines, let line = finding.line,
      let start = lines.offset(line: line, column: finding.column ?? 1)
    else { return Place(path: path) }
    var end = start
    if let endLine = finding.endLine, let endColumn = finding.endColumn {
      end = lines.offset(line: endLine, column: endColumn) ?? start
    }
    return Place(SourceRange(start, max(start, end)), of: text, path: path)
  }
}
