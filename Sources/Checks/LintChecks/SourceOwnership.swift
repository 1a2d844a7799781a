internal import Changes
internal import Git
internal import Policy

/// Which source files of a change no linter is responsible for, and which patterns stand for nothing.
struct SourceOwnership {
  private(set) var unowned: [String] = []
  private(set) var idle: [(tool: String, pattern: String)] = []

  init(_ change: Change, policy: EffectivePolicy<LintPolicy>) throws(GitError) {
    let own = policy.own
    // The defaults know nothing of this repository.
    guard own.isConfigured else { return }
    for file in change.files {
      guard let new = file.new, new.mode == .file || new.mode == .executable, file.old?.id != new.id,
        !policy.excludes(file.path.bytes), own.unowned.isSource(file.path),
        !own.tools.contains(where: { $0.governs(file.path) }),
        !own.ingestedTools.contains(where: { $0.governs(file.path) })
      else { continue }
      unowned.append(file.path.description)
    }
    for tool in own.tools {
      // A pattern that names no folder has none to be mistaken in: there may be no such file yet.
      for pattern in tool.files
      where !LintPolicy.defaultPatterns.contains(pattern.text) && !pattern.text.hasPrefix("**") {
        if try !Self.matches(pattern, in: change) { idle.append((tool.name, pattern.text)) }
      }
    }
  }

  private static func matches(_ pattern: PathPattern, in change: Change) throws(GitError) -> Bool {
    if change.files.contains(where: { pattern.matches($0.path.bytes) }) { return true }
    let folder = LintPolicy.folder(of: pattern)
    for file in try change.judged.files(below: folder) where pattern.matches(file.path.bytes) { return true }
    guard let version = try change.judged.version(of: folder) else { return false }
    return version.mode != .tree && pattern.matches(folder.bytes)
  }
}

/// What counts as source, and what it means that no linter is responsible for it.
package struct UnownedPolicy: Sendable {
  /// The endings of names, without the dot.
  let extensions: Set<String>

  /// Whole names.
  let names: Set<String>
  let isNote: Bool

  /// The languages of the linters that this program knows.
  static let languages: [LintFormat: (extensions: [String], names: [String])] = [
    .eslint: (["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "vue"], []),
    .rubocop: (["rb", "rake", "gemspec", "ru"], ["Gemfile", "Rakefile"]),
  ]

  init(extensions: [String]?, names: [String]?, isNote: Bool, tools: [LintTool]) {
    let formats = Set(tools.filter { !$0.files.isEmpty }.map(\.format))
    let languages = formats.compactMap { Self.languages[$0] }
    self.extensions = Set(extensions ?? languages.flatMap(\.extensions))
    self.names = Set(names ?? languages.flatMap(\.names))
    self.isNote = isNote
  }

  func isSource(_ path: RepositoryPath) -> Bool {
    let name = String(decoding: path.lastComponent, as: UTF8.self)
    if names.contains(name) { return true }
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return false }
    // Linters and people take `X.JS` for what it is.
    let ending = String(name[name.utf8.index(after: dot)...])
    return extensions.contains(ending) || extensions.contains(ending.lowercased())
  }
}
