internal import Changes
internal import Documents
internal import Findings
internal import Git

/// The reports of other steps, held against what the change leaves.
struct IngestedChange: Sendable {
  private(set) var reports: [Report] = []

  /// A report with the places of its findings on the judged side.
  struct Report: Sendable {
    let report: IngestedReport
    var places: [Place?]

    /// Files that it names and the judged side does not have.
    var unknown: [String]

    /// The notes of the base on the findings that it ignores, by their fingerprints.
    var notes: [String: String]
  }

  init() {}

  private init(_ reports: [IngestedReport], _ policy: BrakemanPolicy?, _ finder: inout IngestedFiles) throws(GitError) {
    var told: Set<ToldFinding> = []
    for report in reports {
      var report = report
      var places: [Place?] = []
      var own: Set<ToldFinding> = []
      var findings: [IngestedReport.Finding] = []
      for finding in report.findings {
        var path: RepositoryPath?
        if let file = finding.file { path = try finder.path(of: file) }
        let keys = ToldFinding.keys(of: finding, at: path)
        guard told.isDisjoint(with: keys) else { continue }
        own.formUnion(keys)
        findings.append(finding)
        places.append(try finder.place(of: finding))
      }
      told.formUnion(own)
      report.findings = findings
      var unknown: [String] = []
      for file in report.namedFiles where try finder.path(of: file) == nil { unknown.append(file) }
      var notes = report.ignored.isEmpty ? [:] : try finder.notesOfBase(in: policy?.ignore ?? "config/brakeman.ignore")
      for ignored in report.ignored where notes[ignored.fingerprint] == nil {
        // SARIF has no fingerprint of it, and the note itself.
        guard let note = ignored.justification, notes.values.contains(note) else { continue }
        notes[ignored.fingerprint] = note
      }
      if report.templates == 0, !finder.hasOnlyControllers {
        report.gaps.append("it has seen 0 templates, so it has not looked at the whole application")
      }
      self.reports.append(Report(report: report, places: places, unknown: unknown, notes: notes))
    }
  }

  /// Finds what reports name, and takes out of the governed files those that they show to have been looked at.
  static func held(
    _ reports: [IngestedReport], against governed: [GovernedFile], brakeman policy: BrakemanPolicy?, in change: Change
  ) throws(GitError) -> (IngestedChange, left: [GovernedFile]) {
    guard !reports.isEmpty else { return (IngestedChange(), governed) }
    var finder = try IngestedFiles(change)
    let ingested = try IngestedChange(reports, policy, &finder)
    var covered: [LintFormat: Set<RepositoryPath>] = [:]
    for format in LintFormat.allCases { covered[format] = try ingested.covered(by: format, &finder) }
    return (ingested, governed.filter { covered[$0.tool.format]?.contains($0.path) != true })
  }

  /// The paths that reports of a format show to have been looked at.
  private func covered(
    by format: LintFormat, _ finder: inout IngestedFiles
  ) throws(GitError) -> Set<RepositoryPath> {
    var covered: Set<RepositoryPath> = []
    for report in reports where report.report.tool.format == format {
      for file in report.report.inspected ?? [] {
        if let path = try finder.path(of: file) { covered.insert(path) }
      }
    }
    return covered
  }
}

/// What a report tells of a place: what an earlier report has told by the same rule or in the same words is told once.
private struct ToldFinding: Hashable {
  let path: RepositoryPath
  let line: Int
  let severity: Severity
  let words: String

  static func keys(of finding: IngestedReport.Finding, at path: RepositoryPath?) -> [ToldFinding] {
    guard let path, let line = finding.linter.line else { return [] }
    let words = [finding.linter.rule.map { "rule \($0)" }, "message \(finding.linter.message)"]
    return words.compactMap { $0 }.map {
      ToldFinding(path: path, line: line, severity: finding.linter.severity, words: $0)
    }
  }
}

/// Finds the files that reports name on the judged side.
struct IngestedFiles {
  private let change: Change
  private var known: [String: RepositoryPath?] = [:]
  private var texts: [RepositoryPath: SourceText] = [:]

  /// Folders that an application may lie in: the top, and those with a `config/application.rb`.
  private var applications: [RepositoryPath] = [.root]

  /// Whether the judged side has controllers and no template: an application that only answers with data.
  let hasOnlyControllers: Bool

  init(_ change: Change) throws(GitError) {
    self.change = change
    var (controllers, templates) = (0, 0)
    for file in try change.judgedFiles(in: [.root]) {
      guard let text = file.path.text else { continue }
      if text.hasSuffix("/config/application.rb") { applications.append(file.path.parent.parent) }
      if text.contains("app/controllers/") { controllers += 1 }
      if [".erb", ".haml", ".slim", ".rhtml"].contains(where: text.hasSuffix) { templates += 1 }
    }
    hasOnlyControllers = controllers > 0 && templates == 0
  }

  /// The path of a file that a report names: from the root, from an application, or by where it was on another machine.
  mutating func path(of file: String) throws(GitError) -> RepositoryPath? {
    if let known = known[file] { return known }
    let names = file.split(separator: "/").filter { $0 != "." }
    var found: RepositoryPath?
    let starts = file.hasPrefix("/") ? Array(names.indices) : [0]
    if !names.isEmpty, !names.contains("..") {
      search: for start in starts {
        let rest = RepositoryPath(names[start...].joined(separator: "/"))
        for folder in applications {
          let path = folder.appending(rest)
          guard let version = try change.judged.version(of: path), version.mode != .tree else { continue }
          found = path
          break search
        }
      }
    }
    known[file] = .some(found)
    return found
  }

  /// Where a finding stands, with the text of its line where the file is there.
  mutating func place(of finding: IngestedReport.Finding) throws(GitError) -> Place? {
    guard let file = finding.file else { return nil }
    guard let path = try path(of: file) else { return Place(path: file) }
    guard let line = finding.linter.line, let text = try text(of: path), let range = text.range(ofLine: line) else {
      return Place(path: path.description)
    }
    guard let column = finding.linter.column, let start = text.offset(of: SourcePosition(line: line, column: column))
    else { return Place(range, of: text, path: path.description) }
    return Place(SourceRange(start, max(start, Int(range.end))), of: text, path: path.description)
  }

  private mutating func text(of path: RepositoryPath) throws(GitError) -> SourceText? {
    if let text = texts[path] { return text }
    guard texts.count < 1000, let version = try change.judged.version(of: path) else { return nil }
    do throws(GitError) {
      let text = SourceText(try change.judged.bytes(of: path, version, limit: LintLimits.file))
      texts[path] = text
      return text
    } catch {
      guard error.code == .tooLarge else { throw error }
      return nil
    }
  }

  /// The notes of the base's own lists of ignored findings (`config/brakeman.ignore`), by their fingerprints.
  func notesOfBase(in file: String) throws(GitError) -> [String: String] {
    var notes: [String: String] = [:]
    for folder in applications {
      let path = folder.appending(RepositoryPath(file))
      guard let version = try change.base.version(of: path), version.mode != .tree else { continue }
      let bytes = try change.base.bytes(of: path, version, limit: LintLimits.file)
      do throws(DocumentError) {
        for entry in try Document.json(SourceText(bytes)).root["ignored_warnings"]?.array.map(Array.init) ?? [] {
          guard let fingerprint = entry["fingerprint"]?.string else { continue }
          notes[fingerprint] = entry["note"]?.string ?? ""
        }
      } catch {
        // Brakeman cannot read it either, and ends with an error.
        continue
      }
    }
    return notes
  }
}
