internal import Changes
internal import Documents
internal import Git

/// The folder that a linter runs in for a file: the nearest one above it that has the linter.
struct LintPackage: Hashable, Sendable {
  let folder: RepositoryPath

  /// The file in which the package declares the linter; `nil` where nothing does.
  var declaration: RepositoryPath?
}

/// Finds the packages of files on one side of a change.
struct LintPackages {
  private let side: Snapshot
  private let tool: LintTool
  private var known: [RepositoryPath: LintPackage?] = [:]

  init(of tool: LintTool, on side: Snapshot) {
    self.tool = tool
    self.side = side
  }

  /// The package of a file; the top folder where none has the linter.
  ///
  /// - Throws: `GitError` of reading trees and files.
  mutating func package(of path: RepositoryPath) throws(GitError) -> LintPackage {
    switch tool.packages {
    case .root: return try at(.root) ?? LintPackage(folder: .root)
    case .folders(let folders):
      let above = folders.filter { path.hasPrefix($0) }.max { $0.bytes.count < $1.bytes.count } ?? .root
      return try at(above) ?? LintPackage(folder: above)
    case .nearest:
      var folder = path.parent
      var nearest: LintPackage?
      while true {
        if let found = try at(folder) {
          // Its configuration says where it runs, a file above which program that is.
          nearest = nearest ?? found
          if let declaration = found.declaration {
            nearest?.declaration = declaration
            break
          }
        }
        guard folder != .root else { break }
        folder = folder.parent
      }
      return nearest ?? LintPackage(folder: .root)
    }
  }

  /// What a folder has of the linter; `nil` for nothing.
  private mutating func at(_ folder: RepositoryPath) throws(GitError) -> LintPackage? {
    if let known = known[folder] { return known }
    let names = Set(try side.files(directlyIn: folder).map { String(decoding: $0.lastComponent, as: UTF8.self) })
    let manifest = tool.format == .eslint ? "package.json" : "Gemfile"
    var package: LintPackage?
    if names.contains(manifest), try declares(folder.appending(RepositoryPath(manifest))) {
      package = LintPackage(folder: folder, declaration: folder.appending(RepositoryPath(manifest)))
    } else if names.contains(where: isConfiguration), names.contains(manifest) || names.contains(where: isFlat) {
      // A file deeper down that only adds to the configuration above it makes no package.
      package = LintPackage(folder: folder)
    }
    known[folder] = .some(package)
    return package
  }

  private func isConfiguration(_ name: String) -> Bool {
    LinterConfiguration.isFile(RepositoryPath(name), of: tool.format)
  }

  /// ESLint's flat configuration, of which there is one for all below it.
  private func isFlat(_ name: String) -> Bool { tool.format == .eslint && name.hasPrefix("eslint.config.") }

  private func declares(_ manifest: RepositoryPath) throws(GitError) -> Bool {
    guard let version = try side.version(of: manifest), version.mode == .file || version.mode == .executable,
      let source = FileText.read(manifest, version, on: side)
    else { return false }
    guard tool.format == .eslint else {
      let text = String(decoding: source.bytes, as: UTF8.self)
      return text.split(whereSeparator: \.isNewline).contains { line in
        let words = line.split { " \t(,".contains($0) }
        return words.count > 1 && words[0] == "gem" && ["'rubocop", "\"rubocop"].contains { words[1].hasPrefix($0) }
      }
    }
    do throws(DocumentError) {
      let root = try Document.json(source).root
      return ["dependencies", "devDependencies", "optionalDependencies"].contains { root[$0]?["eslint"] != nil }
    } catch {
      return false
    }
  }
}
