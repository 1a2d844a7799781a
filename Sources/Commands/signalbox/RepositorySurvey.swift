internal import Changes
internal import CommandSupport
internal import ContractChecks
internal import Documents
internal import Git
internal import MigrationChecks

/// What a repository has that a check could be about.
struct RepositorySurvey {
  /// The folders of contracts.
  let contracts: [FoundRoot]

  /// The folders of migrations, the one with the most files first.
  let migrations: [FoundMigrations]

  /// Whether a linter that can be run is configured.
  let hasLinter: Bool

  /// Looks at the working tree, committed or not.
  ///
  /// - Throws: `FileProblem` where it cannot be read.
  init(of repository: Repository) throws(FileProblem) {
    do throws(GitError) {
      let tree = try SurveyedTree(workingTreeOf: repository)
      migrations = MigrationSurvey.migrations(in: tree)
      let roots = migrations.map(\.root.folder)
      contracts = ContractCheck.survey(tree).filter { found in !roots.contains { found.folder.hasPrefix($0) } }
      let top = tree.paths.filter { $0.parent == .root }.map(\.description)
      hasLinter = top.contains { $0.hasPrefix("eslint.config.") || $0.hasPrefix(".eslintrc") || $0 == ".rubocop.yml" }
    } catch {
      throw FileProblem(description: "\(error.message); \(error.help)")
    }
  }

  /// The migrations that `db-verify` can read: one folder, since a policy names one.
  var supportedMigrations: FoundMigrations? { migrations.first(where: \.isSupported) }

  /// What was found, one line for each folder.
  var lines: [String] {
    var lines = contracts.map { "found  \($0.folder): \($0.files.count.counted("contract"))" }
    for found in migrations {
      let count = found.root.files.count.counted("migration file")
      lines.append("found  \(found.root.folder): \(count)\(note(on: found))")
    }
    return lines.isEmpty ? ["found  no contracts and no migrations"] : lines
  }

  private func note(on found: FoundMigrations) -> String {
    guard found.isSupported else {
      let names = Runner.allCases.filter { $0 != .own }.map { FoundMigrations.Tool.runner($0).name }
      return
        " of \(found.tool?.name ?? ""), which db-verify does not support (it supports \(names.joined(separator: ", ")))"
    }
    let tool = found.tool.map { " of \($0.name)" } ?? "; set `runner` to the tool that applies them"
    return tool
      + (found.root.folder == supportedMigrations?.root.folder ? "" : "; not checked, since a policy has one folder")
  }
}

extension FoundMigrations {
  /// Whether its files can be read.
  var isSupported: Bool {
    if case .unsupported = tool { false } else { true }
  }

  /// What a policy says of them, as YAML.
  var policyLines: [String] {
    var lines: [String] = []
    if case .runner(let runner) = tool {
      lines.append("runner: \(runner.rawValue)   # the tool that applies the migrations")
      if runner == .supabase { lines.append("profile: supabase") }
    }
    return lines + ["migrations: { root: \(root.folder.yaml) }"]
  }
}

extension [FoundRoot] {
  /// What a policy says of folders of contracts, as YAML.
  var policyLines: [String] {
    if count == 1 { return ["root: \(self[0].folder.yaml)"] }
    return ["roots:"] + map { "  - { path: \($0.folder.yaml) }" }
  }
}

extension RepositoryPath {
  /// The path as a value of YAML: as it is where that is plain, else quoted.
  fileprivate var yaml: String {
    let isPlain = bytes.allSatisfy { byte in
      let scalar = Unicode.Scalar(byte)
      return scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789/_-.".unicodeScalars.contains(scalar))
    }
    return isPlain ? description : Node.string(text ?? description).json()
  }
}

extension Int {
  /// The number with its noun.
  fileprivate func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
