internal import Changes
internal import Documents
internal import Git

/// The files that say what a linter looks for.
enum LinterConfiguration {
  static func isFile(_ path: RepositoryPath, of format: LintFormat) -> Bool {
    let name = String(decoding: path.lastComponent, as: UTF8.self)
    switch format {
    case .eslint:
      return name == ".eslintrc" || name.hasPrefix(".eslintrc.") || name.hasPrefix("eslint.config.")
        || name == ".eslintignore" || name == "eslint-suppressions.json"
    case .rubocop: return name == ".rubocop" || name == ".rubocop.yml" || name == ".rubocop_todo.yml"
    }
  }

  /// The files of a change that say what a linter looks for: those of their names, members of `package.json`, and what
  /// the base's configuration names.
  ///
  /// - Throws: `GitError` of reading trees and files.
  static func changed(in change: Change, of tool: LintTool) throws(GitError) -> [ChangedPath] {
    let named = change.files.filter { tool.isConfiguration($0.path) == true }
    return named.isEmpty && tool.isConfiguration(.root) == nil ? try changed(in: change, of: tool.format) : named
  }

  /// The same by the names of a format.
  ///
  /// - Throws: `GitError` of reading trees and files.
  static func changed(in change: Change, of format: LintFormat) throws(GitError) -> [ChangedPath] {
    var changed: [ChangedPath] = []
    var others: [ChangedPath] = []
    for file in change.files {
      if isFile(file.path, of: format) {
        changed.append(file)
      } else if try setsRules(file, of: format, in: change) {
        changed.append(file)
      } else if isReferable(file.path, of: format), file.old != nil {
        others.append(file)
      }
    }
    guard !others.isEmpty else { return changed }
    let references = try References(of: format, above: change.files.map(\.path), on: change.base)
    return changed + others.filter { references.name($0.path) }
  }

  /// Whether a change of `package.json` is one of the configuration in it.
  private static func setsRules(
    _ file: ChangedPath, of format: LintFormat, in change: Change
  ) throws(GitError) -> Bool {
    guard format == .eslint, file.path.lastComponent.elementsEqual("package.json".utf8) else { return false }
    let sides =
      [file.old.flatMap { FileText.read(file.path, $0, on: change.base) }]
      + [file.new.flatMap { FileText.read(file.path, $0, on: change.judged) }]
    let members = sides.map { text in text.map(Self.members) ?? "" }
    return members[0] != members[1]
  }

  private static func members(of manifest: SourceText) -> String {
    do throws(DocumentError) {
      let root = try Document.json(manifest).root
      return ["eslintConfig", "eslintIgnore"].map { root[$0]?.json() ?? "" }.joined()
    } catch {
      // Then no linter can read it either.
      return ""
    }
  }

  /// Whether a configuration may take in a file of this name.
  private static func isReferable(_ path: RepositoryPath, of format: LintFormat) -> Bool {
    let name = String(decoding: path.lastComponent, as: UTF8.self)
    let endings = format == .eslint ? [".json", ".js", ".cjs", ".mjs", ".yml", ".yaml"] : [".yml", ".yaml", ".rb"]
    return endings.contains { name.hasSuffix($0) }
  }
}

/// What the configuration files of one side take in, as they name it: `extends: "./base"`, `inherit_from: lint.yml`.
private struct References {
  private var paths: Set<String> = []

  /// The names in all configuration files of the folders above some paths, and in the files that those take in.
  init(of format: LintFormat, above changed: [RepositoryPath], on side: Snapshot) throws(GitError) {
    var folders: Set<RepositoryPath> = [.root]
    for path in changed {
      var folder = path.parent
      while folders.insert(folder).inserted { folder = folder.parent }
    }
    var open: [RepositoryPath] = []
    for folder in folders.sorted() {
      open += try side.files(directlyIn: folder).filter { LinterConfiguration.isFile($0, of: format) }
    }
    var seen = Set(open)
    while let path = open.popLast(), seen.count < 1000 {
      guard let version = try side.version(of: path), version.mode == .file || version.mode == .executable,
        let text = FileText.read(path, version, on: side)
      else { continue }
      for name in Self.names(in: String(decoding: text.bytes, as: UTF8.self), of: format) {
        guard let resolved = Self.resolve(name, from: path.parent) else { continue }
        paths.insert(resolved)
        for ending in ["", ".js", ".json"] {
          let next = RepositoryPath(resolved + ending)
          if seen.insert(next).inserted { open.append(next) }
        }
      }
    }
  }

  /// Whether a file is taken in; its ending may be left out.
  func name(_ path: RepositoryPath) -> Bool {
    guard let text = path.text else { return false }
    return [text, Self.withoutEnding(text), Self.withoutEnding(text, "/index")].contains(where: paths.contains)
  }

  private static func withoutEnding(_ text: String, _ further: String = "") -> String {
    let stem = text.lastIndex(of: ".").map { String(text[..<$0]) } ?? text
    return stem.hasSuffix(further) ? String(stem.dropLast(further.count)) : text
  }

  /// Paths in a configuration: those that begin with a dot, and for RuboCop all that end as YAML does.
  private static func names(in text: String, of format: LintFormat) -> [Substring] {
    text.split { "\"'`,[](){}# ".contains($0) || $0.isWhitespace }.filter { word in
      word.hasPrefix("./") || word.hasPrefix("../")
        || format == .rubocop && (word.hasSuffix(".yml") || word.hasSuffix(".yaml"))
    }
  }

  private static func resolve(_ name: Substring, from folder: RepositoryPath) -> String? {
    var parts = (folder.text ?? "").split(separator: "/")
    for part in name.split(separator: "/") where part != "." {
      guard part == ".." else {
        parts.append(part)
        continue
      }
      guard parts.popLast() != nil else { return nil }
    }
    return parts.joined(separator: "/")
  }
}
