package import Changes
internal import Documents
internal import Git

/// Folders of migrations in a repository, and the tool that applies them.
package struct FoundMigrations: Sendable {
  package let root: FoundRoot

  /// Who applies them, as the files say; `nil` where nothing tells.
  package let tool: Tool?

  package enum Tool: Sendable, Equatable {
    case runner(Runner)
    /// A tool whose files are not read, by its name.
    case unsupported(String)

    /// The name as its authors write it.
    package var name: String {
      switch self {
      case .runner(let runner): runner.traits.name
      case .unsupported(let name): name
      }
    }
  }
}

/// Finds migrations by the names of files and folders, and by what the tools write into them.
package enum MigrationSurvey {
  /// All folders of migrations, the one with the most files first.
  package static func migrations(in tree: SurveyedTree) -> [FoundMigrations] {
    var found: [RepositoryPath: (files: [RepositoryPath], tools: [FoundMigrations.Tool])] = [:]
    for path in tree.paths {
      guard let sign = MigrationSign(path) else { continue }
      found[sign.folder, default: ([], [])].files.append(path)
      if let tool = sign.tool { found[sign.folder, default: ([], [])].tools.append(tool) }
    }
    let topFiles = Set(tree.paths.filter { $0.parent == .root }.map(\.description))
    return found.map { folder, found in
      FoundMigrations(
        root: FoundRoot(folder: folder, files: found.files),
        tool: tool(of: folder, found.files, found.tools, topFiles, tree))
    }.sorted { left, right in
      left.root.files.count == right.root.files.count
        ? left.root.folder < right.root.folder : left.root.files.count > right.root.files.count
    }
  }

  private static func tool(
    of folder: RepositoryPath, _ files: [RepositoryPath], _ named: [FoundMigrations.Tool], _ top: Set<String>,
    _ tree: SurveyedTree
  ) -> FoundMigrations.Tool? {
    if folder.hasEnding("supabase/migrations") { return .runner(.supabase) }
    for file in files.prefix(20) where SQLEnding.isSQL(file) {
      if let tool = tree.bytes(of: file).flatMap(MigrationSign.tool(inText:)) { return tool }
    }
    guard let first = named.first else {
      return top.contains("Cargo.toml") && folder.hasEnding("migrations") ? .runner(.sqlx) : nil
    }
    // A pair of files is what golang-migrate and sqlx have in common.
    return first == .runner(.golangMigrate) && top.contains("Cargo.toml") ? .runner(.sqlx) : first
  }
}

/// What the path of a file says of migrations.
private struct MigrationSign {
  /// The folder that a tool is given.
  let folder: RepositoryPath
  let tool: FoundMigrations.Tool?

  init?(_ path: RepositoryPath) {
    let name = path.fileName
    let parent = path.parent
    let digits = name.prefix { $0.isASCII && $0.isNumber }
    let isNumbered = !digits.isEmpty && name.dropFirst(digits.count).first == "_"
    let isInFolder = parent.components.contains {
      Self.folderNames.contains(String(decoding: $0, as: UTF8.self).lowercased())
    }
    let inner = parent.fileName
    let isInNumberedFolder = inner.first.map { $0.isASCII && $0.isNumber } ?? false
    if isInNumberedFolder, name == "up.sql" || name == "down.sql" {
      (folder, tool) = (parent.parent, .runner(.diesel))
    } else if isInNumberedFolder, name == "migration.sql" {
      (folder, tool) = (parent.parent, .runner(.prisma))
    } else if let tool = Self.tools[name], parent != .root {
      (folder, self.tool) = (parent, .runner(tool))
    } else if Self.isFlyway(name) {
      (folder, tool) = (parent, .runner(.flyway))
    } else if SQLEnding.isSQL(path), isNumbered || isInFolder, parent != .root {
      let lowered = name.lowercased()
      let isPaired = lowered.hasSuffix(".up.sql") || lowered.hasSuffix(".down.sql")
      (folder, tool) = (parent, isPaired ? .runner(.golangMigrate) : nil)
    } else if isInFolder, isNumbered, name.hasSuffix(".rb") {
      (folder, tool) = (parent, .unsupported("Rails"))
    } else if isInFolder, isNumbered, name.hasSuffix(".py") {
      (folder, tool) = (parent, .unsupported("Django"))
    } else if inner == "versions", name.hasSuffix(".py"), isInFolder || parent.parent.fileName == "alembic" {
      (folder, tool) = (parent, .unsupported("Alembic"))
    } else if isInFolder, !digits.isEmpty, name.hasSuffix(".js") || name.hasSuffix(".ts") {
      (folder, tool) = (parent, .unsupported("a JavaScript tool"))
    } else {
      return nil
    }
  }

  /// `V1.2__words.sql`, `U…` and `R__words.sql`.
  private static func isFlyway(_ name: String) -> Bool {
    guard name.hasSuffix(".sql"), let kind = name.first, "VUR".contains(kind), let words = name.firstRange(of: "__")
    else { return false }
    let version = name[name.index(after: name.startIndex)..<words.lowerBound]
    return kind == "R"
      ? version.isEmpty
      : !version.isEmpty && version.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "_") }
  }

  /// What the annotations in a file say of the tool.
  static func tool(inText bytes: [UInt8]) -> FoundMigrations.Tool? {
    let text = String(decoding: bytes.prefix(64 * 1024), as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("--") {
      let words = line.dropFirst(2).drop { $0 == " " || $0 == "\t" }
      if words.hasPrefix("+goose ") { return .runner(.goose) }
      if words.hasPrefix("migrate:up") || words.hasPrefix("migrate:down") { return .runner(.dbmate) }
      if words.hasPrefix("+migrate ") { return .runner(.sqlMigrate) }
      if words.hasPrefix("liquibase formatted sql") { return .runner(.liquibase) }
      if words.hasPrefix("-- create above / drop below ----") { return .runner(.tern) }
      if Marker(heading: String(line), at: .none)?.role == .down { return .runner(.nodePgMigrate) }
      if words.hasPrefix("Deploy ") { return .runner(.sqitch) }
    }
    return nil
  }

  /// The files that tools keep beside migrations.
  private static let tools: [String: Runner] = [
    "atlas.sum": .atlas, "migration_lock.toml": .prisma, "sqitch.plan": .sqitch, "tern.conf": .tern,
  ]

  private static let folderNames: Set<String> = ["migrations", "migration", "migrate"]
}

private enum SQLEnding {
  static func isSQL(_ path: RepositoryPath) -> Bool { path.fileName.lowercased().hasSuffix(".sql") }
}

extension RepositoryPath {
  /// Whether the path is this one or ends with it as whole names.
  fileprivate func hasEnding(_ ending: String) -> Bool {
    let names = ending.split(separator: "/").map { Array($0.utf8) }
    return components.suffix(names.count).map { Array($0) } == names
  }
}
