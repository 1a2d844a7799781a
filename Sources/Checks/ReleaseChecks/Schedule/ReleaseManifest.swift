package import Changes
package import Documents
internal import Findings
package import Git

/// What is on the train: all between what production runs and the candidate.
package struct ReleaseManifest: Sendable {
  package struct Entry: Sendable, Equatable {
    /// The number of the pull request; `nil` for a commit that names none.
    package let pullRequest: Int?
    package let title: String
    package let author: String
    package let commit: ObjectID

    /// The commit that took it back on the default branch since.
    package let revertedBy: ObjectID?
  }

  /// What another check found between the same two commits.
  package struct Note: Sendable, Equatable {
    package let rule: String
    package let message: String
    package let path: String?

    package init(rule: String, message: String, path: String?) {
      (self.rule, self.message, self.path) = (rule, message, path)
    }
  }

  package let environment: String
  package let base: ObjectID
  package let head: ObjectID

  /// The pull requests and commits, the latest first.
  package let entries: [Entry]

  /// The folders of services that change, and other folders at the top.
  package let areas: [String]

  /// Files of migrations that are added.
  package let migrations: [String]

  /// What checks of the same two commits found; `nil` where no report was given.
  package var notes: [Note]?

  /// - Parameters:
  ///   - environment: where the train goes.
  ///   - base: what that runs.
  ///   - head: the candidate.
  ///   - changed: the paths at which the two differ.
  ///   - reverted: what the default branch has taken back since.
  ///   - history: the commits.
  /// - Throws: `GitError` where the commits are not known.
  package init(
    of environment: String, from base: ObjectID, to head: ObjectID, changed: [ChangedPath], reverted: [Revert],
    _ history: any CommitHistory
  ) throws(GitError) {
    (self.environment, self.base, self.head) = (environment, base, head)
    var entries: [Entry] = []
    for commit in try history.commits(from: base, to: head) where try history.isOnDefaultBranch(commit.id) {
      let (number, title) = Self.pullRequest(of: commit.message)
      entries.append(
        Entry(
          pullRequest: number, title: title, author: commit.author, commit: commit.id,
          revertedBy: reverted.first { $0.commit == commit.id }?.by))
    }
    self.entries = entries
    let paths = changed.map(\.path.description)
    migrations = changed.filter { $0.status == .added && $0.path.description.contains("migrat") }.map(
      \.path.description
    )
    .sorted()
    areas = Set(
      paths.map { path in
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "services"
          ? "services/\(parts[1])" : parts.count > 1 ? String(parts[0]) : path
      }
    ).sorted()
  }

  /// The number and the title of a merge by GitHub: `Merge pull request #7 from …` with the title below it, or a title that
  /// ends with `(#7)`.
  static func pullRequest(of message: String) -> (number: Int?, title: String) {
    let lines = message.split(separator: "\n").map(String.init)
    guard let subject = lines.first else { return (nil, "") }
    let prefix = "Merge pull request #"
    if subject.hasPrefix(prefix) {
      return (Int(subject.dropFirst(prefix.count).prefix { $0.isNumber }), lines.dropFirst().first ?? subject)
    }
    guard subject.hasSuffix(")"), let mark = subject.lastIndex(of: "("), subject[mark...].hasPrefix("(#") else {
      return (nil, subject)
    }
    let digits = subject[mark...].dropFirst(2).dropLast()
    guard let number = Int(digits) else { return (nil, subject) }
    return (number, String(subject[..<mark]).trimmedEnd)
  }

  /// The manifest as release notes.
  package var markdown: String {
    var lines = ["# \(environment): \(base.abbreviated) → \(head.abbreviated)", ""]
    lines += entries.isEmpty ? ["Nothing is aboard."] : entries.map { "- \(Self.safe($0.words))" }
    if !areas.isEmpty { lines += ["", "## Touched", ""] + areas.map { "- \(Self.safe($0))" } }
    if !migrations.isEmpty { lines += ["", "## Migrations", ""] + migrations.map { "- \(Self.safe($0))" } }
    lines += ["", "## Findings", ""]
    if let notes {
      lines += notes.isEmpty ? ["None."] : notes.map { "- \(Self.safe($0.words))" }
    } else {
      lines.append("Not told: give the report of a check of these two commits with --check-report.")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Escapes what Markdown would take for markup.
  private static func safe(_ text: String) -> String {
    var safe = ""
    for character in TerminalText.visible(text) {
      if "\\`*_{}[]<>#|!".contains(character) { safe.append("\\") }
      safe.append(character)
    }
    return safe
  }

  package var lines: [String] {
    var lines = ["\(environment): \(base.abbreviated) → \(head.abbreviated), \(entries.count) aboard"]
    lines += entries.map { "  " + $0.words }
    if !areas.isEmpty { lines.append("touched: \(areas.joined(separator: ", "))") }
    lines += migrations.map { "migration: \($0)" }
    lines += notes?.map { "finding: \($0.words)" } ?? ["findings: not told (give --check-report)"]
    return lines.map(TerminalText.visible)
  }

  package var node: Node {
    [
      "environment": .string(environment), "base": .string(base.description), "head": .string(head.description),
      "entries": .array(
        entries.map { entry in
          [
            "pullRequest": entry.pullRequest.map { .number(Number($0)) } ?? .null, "title": .string(entry.title),
            "author": .string(entry.author), "commit": .string(entry.commit.description),
            "revertedBy": entry.revertedBy.map { .string($0.description) } ?? .null,
          ]
        }),
      "areas": .array(areas.map(Node.string)), "migrations": .array(migrations.map(Node.string)),
      "findings": notes.map { notes in
        .array(
          notes.map { note in
            [
              "rule": .string(note.rule), "message": .string(note.message),
              "path": note.path.map(Node.string) ?? .null,
            ]
          })
      } ?? .null,
    ]
  }
}

extension ReleaseManifest.Entry {
  var words: String {
    let number = pullRequest.map { "#\($0) " } ?? ""
    let reverted = revertedBy.map { " — reverted on the default branch by \($0.abbreviated)" } ?? ""
    return "\(number)\(title) (\(author), \(commit.abbreviated))\(reverted)"
  }
}

extension ReleaseManifest.Note {
  var words: String { "\(rule): \(message)\(path.map { " (\($0))" } ?? "")" }
}

extension String {
  fileprivate var trimmedEnd: String {
    guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(self[...last])
  }
}
