internal import Changes
internal import Documents
internal import Git
internal import Policy

/// What is asked of Brakeman, which looks at whole applications and never at changed files alone.
struct BrakemanPolicy: Sendable {
  /// The folders of applications; `nil` for those with `config/application.rb`, or with rails in the Gemfile.
  let applications: [PathPattern]?

  /// The versions that it may have; `nil` for any.
  let versions: VersionRange?

  /// From which confidence on a warning fails.
  let confidence: Confidence

  /// Checks that the policy leaves out, by their names.
  let excludedChecks: Set<String>

  /// The list of ignored warnings, from the folder of the application.
  let ignore: String

  /// Whether an ignore that matches nothing fails.
  let failsObsolete: Bool

  /// Whether the files that it parsed have to be named, by `--debug`; `nil` where they count only if they are.
  let demandsParsed: Bool?

  /// Who approves an entry that a change adds to the list; `nil` where the policy names no role.
  let ignoreApproval: ApprovalRequirement?

  enum Confidence: String, Sendable, CaseIterable {
    case high, medium, weak

    /// Whether a warning of some confidence fails; one without a known confidence does.
    func includes(_ word: String?) -> Bool {
      guard let word, let other = Confidence(rawValue: word.lowercased()),
        let own = Self.allCases.firstIndex(of: self), let index = Self.allCases.firstIndex(of: other)
      else { return true }
      return index <= own
    }
  }

  init(_ reader: inout PolicyReader) {
    applications = reader.isList("applications") ? reader.patterns("applications") : nil
    versions = VersionRange(reading: "versions", &reader)
    confidence = reader.choice("confidence", of: Confidence.self) ?? .weak
    excludedChecks =
      reader.isMapping("checks") ? Set(reader.mapping("checks") { $0.texts("except") ?? [] } ?? []) : []
    if excludedChecks.isEmpty { _ = reader.has("all", as: "checks") }
    ignore = reader.text("ignore") ?? "config/brakeman.ignore"
    failsObsolete = reader.text("obsolete") == "error"
    ignoreApproval = reader.mapping("ignore-approval") { reader in
      ApprovalRequirement(
        &reader, otherwise: ApprovalRequirement(label: "security-approved", role: "security"))
    }
    demandsParsed = reader.text("evidence").map { $0 == "parsed" }
  }
}

/// An application in which a change edits what Brakeman would look at.
struct ChangedApplication: Sendable {
  let folder: RepositoryPath

  /// The files that the change adds or edits, in Ruby or templates.
  let files: [RepositoryPath]

  /// The applications of a change, sorted.
  ///
  /// - Throws: `GitError` of reading trees and files.
  static func all(in change: Change, policy: EffectivePolicy<LintPolicy>) throws(GitError) -> [ChangedApplication] {
    guard let brakeman = policy.own.brakeman else { return [] }
    var files: [RepositoryPath: [RepositoryPath]] = [:]
    for file in change.files where file.new != nil && file.old?.id != file.new?.id && isLookedAt(file.path) {
      guard !policy.excludes(file.path.bytes), let folder = try application(of: file.path, brakeman, change.judged)
      else { continue }
      files[folder, default: []].append(file.path)
    }
    return files.map { ChangedApplication(folder: $0.key, files: $0.value) }.sorted { $0.folder < $1.folder }
  }

  private static func isLookedAt(_ path: RepositoryPath) -> Bool {
    let name = String(decoding: path.lastComponent, as: UTF8.self)
    return [".rb", ".rake", ".erb", ".haml", ".slim", ".rhtml"].contains { name.hasSuffix($0) }
      || ["Gemfile", "Gemfile.lock", "brakeman.ignore", "brakeman.yml"].contains(name)
  }

  /// The nearest application above a file.
  private static func application(
    of path: RepositoryPath, _ policy: BrakemanPolicy, _ side: Snapshot
  ) throws(GitError) -> RepositoryPath? {
    var folder = path.parent
    while true {
      if try isApplication(folder, policy, side) { return folder }
      guard folder != .root else { return nil }
      folder = folder.parent
    }
  }

  private static func isApplication(
    _ folder: RepositoryPath, _ policy: BrakemanPolicy, _ side: Snapshot
  ) throws(GitError) -> Bool {
    if let applications = policy.applications {
      // A pattern without a wildcard means what is below the folder as well.
      return applications.contains { pattern in
        folder == .root
          ? pattern.text == "." : pattern.matches(folder.bytes) && !pattern.matches(folder.parent.bytes)
      }
    }
    if try side.version(of: folder.appending("config/application.rb")) != nil { return true }
    let gemfile = folder.appending("Gemfile")
    guard let version = try side.version(of: gemfile), let source = FileText.read(gemfile, version, on: side) else {
      return false
    }
    return String(decoding: source.bytes, as: UTF8.self).split(whereSeparator: \.isNewline).contains { line in
      let words = line.split { " \t(,".contains($0) }
      return words.count > 1 && words[0] == "gem" && ["'rails'", "\"rails\""].contains { words[1] == $0 }
    }
  }

  /// What of this application a report does not name among the files that Brakeman parsed, as far as it names any.
  func unparsed(by report: IngestedReport, _ policy: BrakemanPolicy) -> [RepositoryPath] {
    guard isCovered(by: report), policy.demandsParsed != false else { return [] }
    guard let parsed = report.parsed ?? (policy.demandsParsed == true ? [] : nil) else { return [] }
    return files.filter { file in
      let isParsed = [".rb", ".erb", ".haml", ".slim", ".rhtml"].contains { file.text?.hasSuffix($0) ?? false }
      let name = folder == .root ? file.bytes : Array(file.bytes.dropFirst(folder.bytes.count + 1))
      return isParsed && !parsed.contains(String(decoding: name, as: UTF8.self))
    }
  }

  /// Whether a report is of this application, as far as it says which one it is of.
  func isCovered(by report: IngestedReport) -> Bool {
    guard report.tool == .brakeman else { return false }
    guard let path = report.application, folder != .root else { return true }
    return path == folder.text || path.hasSuffix("/" + (folder.text ?? ""))
  }
}
