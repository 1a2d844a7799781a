internal import Findings
internal import Git
package import Policy

/// What `.signalbox/lint.yml` says beyond rules and exclusions.
package struct LintPolicy: CheckPolicy {
  /// The linters, sorted by their names.
  package let tools: [LintTool]

  /// What is asked of Brakeman; `nil` where the policy does not name it.
  let brakeman: BrakemanPolicy?

  package let block: Block

  /// What counts as source, and what it means that no linter is responsible for it.
  package let unowned: UnownedPolicy

  /// What a new comment that silences a linter needs.
  let suppressions: SuppressionPolicy

  /// Tools that lint-gate does not run, and whose reports other steps give.
  let ingestedTools: [IngestedTool]

  /// Whether a finding is followed to another file.
  let followsMoves: Bool

  /// Which reports of other steps count.
  let ingestFrom: Origin

  enum Origin: String, Sendable, CaseIterable {
    case any
    /// Only where the change leaves the workflows as the base has them.
    case unchangedWorkflows = "unchanged-workflows"
    case none
  }

  /// Which findings of a linter fail the check; all others are notes.
  package enum Block: String, Sendable, CaseIterable {
    /// Those on lines that the change adds or edits.
    case newLines = "new-lines"

    /// Those that the same file did not have before, wherever they stand.
    case newFindings = "new-findings"

    /// All in a file that changes.
    case files

    /// All in every file that a linter is responsible for, whether or not it changes.
    case all
  }

  package static let schema = DocumentSchema(PackageResources.lint_schema_json)

  package static let tendencies = PolicyTendencies([
    "block": .ascending(Block.allCases.map(\.rawValue)),
    "ingest.from": .ascending(Origin.allCases.map(\.rawValue)),
    "hold-the-line.follow": .moreIsWeaker,
    "hold-the-line.identity": .neutral,
    "suppressions.approval.bind": .ascending(["change", "tree"]),
    "suppressions.approval.by": .moreIsWeaker,
    "suppressions.approval.label": .neutral,
    "suppressions.approval.role": .neutral,
    "suppressions.counts": .neutral,
    "suppressions.new": .ascending(["nothing", "reason", "approval"]),
    "tools.*.applications": .moreIsStricter,
    "tools.*.checks": .neutral,
    "tools.*.checks.except": .moreIsWeaker,
    "tools.*.command": .neutral,
    "tools.*.configuration": .moreIsStricter,
    "tools.*.confidence": .ascending(BrakemanPolicy.Confidence.allCases.map(\.rawValue)),
    "tools.*.evidence": .ascending(["counts", "parsed"]),
    "tools.*.files": .moreIsStricter,
    "tools.*.format": .neutral,
    "tools.*.ignore": .neutral,
    "tools.*.ignore-approval.bind": .ascending(["change", "tree"]),
    "tools.*.ignore-approval.by": .moreIsWeaker,
    "tools.*.ignore-approval.label": .neutral,
    "tools.*.ignore-approval.role": .neutral,
    "tools.*.obsolete": .ascending(["note", "error"]),
    "tools.*.packages": .neutral,
    "tools.*.run": .neutral,
    "tools.*.system": .trueIsWeaker,
    "tools.*.timeout": .neutral,
    "tools.*.versions": .neutral,
    "tools.*.warnings": .ascending(["note", "block"]),
    "unowned.answer": .ascending(["note", "undecided"]),
    "unowned.extensions": .moreIsStricter,
    "unowned.names": .moreIsStricter,
  ])

  package init(_ reader: inout PolicyReader) {
    var tools: [LintTool] = []
    var brakeman: BrakemanPolicy?
    var ingested: [IngestedTool] = []
    reader.entries("tools") { name, reader in
      let isIngested = reader.flag("run") == false
      if name == "brakeman" || reader.has("brakeman", as: "format") {
        brakeman = BrakemanPolicy(&reader)
      } else if isIngested || ["sarif", "checkstyle"].contains(reader.text("format") ?? "") {
        ingested.append(IngestedTool(name: name, &reader))
      } else if let tool = LintTool(name: name, &reader) {
        tools.append(tool)
      }
    }
    self.brakeman = brakeman
    self.tools = tools.sorted { $0.name < $1.name }
    block = reader.choice("block", of: Block.self) ?? .newFindings
    ingestedTools = ingested.sorted { $0.name < $1.name }
    suppressions = reader.mapping("suppressions") { SuppressionPolicy(&$0) } ?? SuppressionPolicy()
    let follow = reader.mapping("hold-the-line") { reader in
      _ = reader.text("identity")
      return reader.texts("follow")
    }
    followsMoves = (follow ?? nil)?.isEmpty != true
    ingestFrom = (reader.mapping("ingest") { $0.choice("from", of: Origin.self) } ?? nil) ?? .unchangedWorkflows
    unowned =
      reader.mapping("unowned") { reader in
        UnownedPolicy(
          extensions: reader.texts("extensions"), names: reader.texts("names"),
          isNote: reader.text("answer") == "note", tools: tools)
      } ?? UnownedPolicy(extensions: nil, names: nil, isNote: false, tools: tools)
  }

  /// The patterns of the compiled-in policy, which knows no repository.
  static let defaultPatterns: Set<String> = {
    do throws(UnreadablePolicy) {
      let defaults = try PolicyFile(layer: .defaults, path: "lint.yml", bytes: PackageResources.lint_yml)
      let policy = try EffectivePolicy<LintPolicy>([defaults])
      return Set(policy.own.tools.flatMap(\.files).map(\.text))
    } catch {
      // Tests hold the compiled-in policy to its schema.
      return []
    }
  }()

  /// Whether an organisation or a repository has said which files its linters are responsible for.
  var isConfigured: Bool {
    tools.contains { tool in tool.files.contains { !Self.defaultPatterns.contains($0.text) } }
  }

  /// The folders below which the linters are responsible for files.
  var folders: [RepositoryPath] {
    Array(Set(tools.flatMap(\.files).map(Self.folder))).sorted()
  }

  /// What of a pattern stands before its first wildcard, in whole names.
  static func folder(of pattern: PathPattern) -> RepositoryPath {
    let names = pattern.text.split(separator: "/").prefix { name in !name.contains { "*?[{".contains($0) } }
    return RepositoryPath(names.joined(separator: "/"))
  }
}

/// A linter, and the files that it is responsible for.
package struct LintTool: Sendable {
  /// Its key in the policy.
  package let name: String

  /// The language that its report is written in.
  package let format: LintFormat

  package let files: [PathPattern]

  /// How it is started, without the arguments that this program adds; empty for the installed one.
  package let command: [String]

  /// How long one run of it may take, in seconds.
  package let timeout: Int

  /// Where it runs.
  let packages: Packages

  /// The versions that it may have; `nil` for any.
  let versions: VersionRange?

  /// Whether the system's program is taken where a package declares the linter and has not installed it.
  let usesSystem: Bool

  /// Whether its warnings fail as its errors do.
  let blocksWarnings: Bool

  /// The files that say what it looks for; `nil` for those of its format.
  private let configuration: [PathPattern]?

  enum Packages: Sendable, Hashable {
    /// In the nearest folder above a file that has the linter.
    case nearest
    case root
    case folders([RepositoryPath])
  }

  /// Reads the mapping of a tool; `nil` where nobody would know how to read its report.
  init?(name: String, _ reader: inout PolicyReader) {
    let format = reader.choice("format", of: LintFormat.self) ?? LintFormat(rawValue: name)
    files = reader.patterns("files") ?? []
    command = reader.texts("command") ?? []
    timeout = reader.number("timeout") ?? 120
    if reader.isList("packages") {
      packages = .folders((reader.texts("packages") ?? []).map { RepositoryPath($0) })
    } else {
      packages = reader.text("packages") == "root" ? .root : .nearest
    }
    versions = VersionRange(reading: "versions", &reader)
    usesSystem = reader.flag("system") ?? false
    blocksWarnings = reader.text("warnings") == "block"
    configuration = reader.patterns("configuration")
    self.name = name
    guard let format else {
      reader.refuse(
        "files", "no reader is known for the output of \(name)",
        help: "say whose output it has: format: \(LintFormat.allCases.map(\.rawValue).joined(separator: " or "))")
      return nil
    }
    self.format = format
  }

  /// Whether a file says what the linter looks for, where the policy says which do; `nil` where it does not.
  func isConfiguration(_ path: RepositoryPath) -> Bool? {
    configuration.map { patterns in patterns.contains { $0.matches(path.bytes) } }
  }

  /// How many warnings its command allows (`--max-warnings`); `nil` for any number.
  var maximumOfWarnings: Int? {
    let joined = command.compactMap { word in
      word.hasPrefix("--max-warnings=") ? Int(word.dropFirst("--max-warnings=".count)) : nil
    }
    let apart = zip(command, command.dropFirst()).compactMap { $0 == "--max-warnings" ? Int($1) : nil }
    return (joined + apart).last.flatMap { $0 < 0 ? nil : $0 }
  }

  /// Whether the linter is responsible for a path.
  func governs(_ path: RepositoryPath) -> Bool {
    files.contains { $0.matches(path.bytes) }
  }
}

/// Whose output a linter writes.
package enum LintFormat: String, Sendable, CaseIterable {
  /// ESLint's formatter `json`, or `json-with-metadata`.
  case eslint

  /// RuboCop's formatter `json`.
  case rubocop

  /// The linter's name, as people write it.
  var title: String {
    switch self {
    case .eslint: "ESLint"
    case .rubocop: "RuboCop"
    }
  }
}
