internal import Changes
internal import Documents
internal import Findings
internal import Git

/// A file that a linter is responsible for, with what is known of it.
struct LintedFile: Sendable {
  let tool: LintTool

  /// The path as it is shown.
  let path: String

  let state: State

  /// The findings, each with whether it fails the check.
  let findings: [Judged]

  /// What a report says of a version of a file.
  enum State: Sendable {
    case inspected([LinterFinding])
    /// Why nobody has looked at it.
    case notInspected(String)
    /// The linter that was to look at it did not work.
    case failed(LinterRun)
  }

  /// A finding of a linter under the policy.
  struct Judged: Sendable {
    let finding: LinterFinding
    let place: Place
    let isBlocking: Bool
  }

  init(_ file: GovernedFile, _ records: LinterRecords, block: LintPolicy.Block, in change: Change) {
    tool = file.tool
    path = file.path.description
    if let obstacle = file.obstacle {
      state = .notInspected(obstacle)
      findings = []
      return
    }
    guard let text = file.path.text else {
      state = .notInspected("its name is no text, and a report names files by texts")
      findings = []
      return
    }
    var state = records.state(of: text, file.version.id, .judged, by: tool)
    var before: [LinterFinding] = []
    if block == .newFindings, case .inspected = state, let old = file.old {
      switch records.state(of: text, old.id, .base, by: tool) {
      case .inspected(let findings): before = findings
      case .failed(let run): state = .failed(run)
      case .notInspected(let why):
        state = .notInspected("of what stood there before, which `block: new-findings` compares with: \(why)")
      }
    }
    self.state = state
    guard case .inspected(let all) = state, !all.isEmpty else {
      findings = []
      return
    }
    let texts = FileTexts(of: file, in: change)
    let isNew = texts.newness(under: block, before)
    let path = path
    findings = all.map { finding in
      Judged(finding: finding, place: texts.place(of: finding, path: path), isBlocking: isNew(finding))
    }
  }
}

/// Both texts of a file, to find places in and to tell what is new.
private struct FileTexts {
  /// `nil` where the text cannot be read.
  private let new: SourceText?
  private let old: SourceText?
  private let hasOld: Bool

  init(of file: GovernedFile, in change: Change) {
    func text(_ side: Snapshot, _ version: FileVersion) -> SourceText? {
      do throws(GitError) {
        return SourceText(try side.bytes(of: file.path, version, limit: LintLimits.file))
      } catch {
        // The linter could read it; without the text a finding stands at the file as a whole.
        return nil
      }
    }
    new = text(change.judged, file.version)
    old = file.old.flatMap { text(change.base, $0) }
    hasOld = file.old != nil
  }

  /// Tells of each finding whether it blocks; to be asked once for each, in their order.
  func newness(under block: LintPolicy.Block, _ before: [LinterFinding]) -> (LinterFinding) -> Bool {
    guard hasOld else { return { _ in true } }
    switch block {
    case .all, .files: return { _ in true }
    case .newLines:
      guard let lines = changedLines else { return { _ in true } }
      return { finding in finding.isFatal || finding.line.map(lines.contains) ?? true }
    case .newFindings:
      var known: [Identity: Int] = [:]
      for finding in before { known[Identity(finding, in: old), default: 0] += 1 }
      return { finding in
        let identity = Identity(finding, in: new)
        guard let count = known[identity], count > 0 else { return true }
        known[identity] = count - 1
        return false
      }
    }
  }

  func place(of finding: LinterFinding, path: String) -> Place {
    guard let new, let line = finding.line, new.shortLine(line) != nil,
      let start = new.offset(of: SourcePosition(line: line, column: finding.column ?? 1))
    else { return Place(path: path) }
    var end = start
    if let endLine = finding.endLine, let endColumn = finding.endColumn, new.shortLine(endLine) != nil {
      end = new.offset(of: SourcePosition(line: endLine, column: endColumn)) ?? start
    }
    return Place(SourceRange(start, max(start, end)), of: new, path: path)
  }

  private var changedLines: ChangedLines? {
    guard let old, let new else { return nil }
    do throws(GitError) {
      return try ChangedLines(from: old.bytes, to: new.bytes)
    } catch {
      // What is not known to be old is taken for new.
      return nil
    }
  }

  /// What stays of a finding while other lines come and go.
  private struct Identity: Hashable {
    let rule: String?
    let message: String
    let line: String

    init(_ finding: LinterFinding, in source: SourceText?) {
      rule = finding.rule
      message = finding.message
      let text = finding.line.flatMap { source?.shortLine($0) } ?? ""
      line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }
}
