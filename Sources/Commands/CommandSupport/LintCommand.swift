package import ArgumentParser
package import Changes
internal import Documents
internal import Findings
internal import Git
internal import Policy

/// `<check> lint FILE…`: looks at files by themselves, whether or not there is a repository.
package struct LintCommand<C: LooseFileCheck>: AsyncParsableCommand, TakesManyFiles {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "lint",
      abstract: "Check files without a repository.",
      discussion: """
        Runs the rules that look at one file, with the default policy or that of --policy. Of a folder it takes all \
        files below that end with \(C.looseFileSuffixes.joined(separator: ", ")).

        --fix removes keywords without effect and unused suppressions. What moves a reference or renames a migration is \
        never done by itself.

        Exit status: 0 passed, 1 failed (with --diff: there are fixes), 2 could not be checked, 64 for a wrong command \
        line.

        EXAMPLES:
          \(C.name) lint *\(suffix)
          \(C.name) lint --policy .signalbox --format json some/folder
          \(C.name) lint --diff some/folder
          \(C.name) lint \\
            --stdin-path some/folder/new\(suffix) - < new\(suffix)
        """)
  }

  @Argument(
    help: ArgumentHelp("The files or folders; - is standard input.", valueName: "file"), completion: .file())
  var files: [String]

  @Option(help: ArgumentHelp("Use the policy files of a folder.", valueName: "dir"))
  var policy: String?

  @Option(
    help: ArgumentHelp(
      "The path that standard input has in findings, and in patterns of the policy.", valueName: "file"))
  var stdinPath: String?

  @Option(help: ArgumentHelp("Run this rule only; may be repeated.", valueName: "id"))
  var rule: [String] = []

  @Option(help: ArgumentHelp("Do not run this rule; may be repeated.", valueName: "id"))
  var excludeRule: [String] = []

  @Flag(help: "Make the fixes that are safe, then report what is left.")
  var fix = false

  @Flag(help: "Show the fixes that are safe as a diff, and write nothing.")
  var diff = false

  @Option(help: "How the report is written to standard output.")
  var format: ReportFormat = .text

  @OptionGroup var view: ViewOptions

  /// Files that were not parsed with the others.
  private var further: [String] = []

  private enum CodingKeys: CodingKey {
    case files
    case policy
    case stdinPath
    case rule
    case excludeRule
    case fix
    case diff
    case format
    case view
  }

  package init() {}

  package func validate() throws {
    if fix, diff { throw ValidationError("--fix and --diff exclude each other") }
    if fix, (files + further).contains("-") {
      throw ValidationError("--fix writes files, and standard input is none; --diff shows the fixes")
    }
    if stdinPath != nil, !(files + further).contains("-") {
      throw ValidationError("--stdin-path names standard input, so it needs the file `-`")
    }
    let named = try rule.map(id)
    _ = try excludeRule.map(id)
    if let absent = named.first(where: { !C.looseRuleIDs.contains($0) }) {
      throw ValidationError("`lint` cannot run \(absent), which needs more than a file; `\(C.name) check` runs it")
    }
  }

  mutating func take(_ further: [String]) {
    self.further = further
  }

  package func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    let folder = try policy.map { folder throws(FileProblem) in
      PolicyFolder.files(try Files.contents(ofFolder: folder, limit: PolicyFolder.sizeLimit))
    }
    var loose: [LooseFile] = []
    for file in files + further { loose += try read(file) }
    var report = try await report(on: loose, by: folder ?? .base, surroundings)
    if diff {
      let edited = report.edited(loose)
      try edited.write(showing: true)
      throw ExitCode(edited.isEmpty ? Verdict.pass.exitCode : Verdict.fail.exitCode)
    }
    if fix {
      // One fix can make room for another.
      for _ in 0..<Self.fixPasses {
        let edited = report.edited(loose)
        if edited.isEmpty { break }
        try edited.write(showing: false)
        for file in edited { Files.say("\(C.name): fixed \(file.path)\n") }
        loose = loose.map { file in edited.first { $0.path == file.path }.map(file.edited) ?? file }
        report = try await self.report(on: loose, by: folder ?? .base, surroundings)
      }
    }
    try format.write([report], view, surroundings)
    throw ExitCode(report.verdict.exitCode)
  }

  private func report(
    on files: [LooseFile], by policy: PolicyFolder, _ surroundings: Surroundings
  ) async throws -> Report {
    let (asked, excluded) = (Set(try rule.map(id)), Set(try excludeRule.map(id)))
    return await C.report(
      on: files, policy: policy, circumstances: Circumstances(stage: .prePush, now: surroundings.now),
      version: Version.current
    ) { id in
      (asked.isEmpty || asked.contains(id)) && !excluded.contains(id)
    }
  }

  /// The id of a rule that may be named without what is before the slash.
  private func id(_ name: String) throws -> String {
    let id = name.contains("/") ? name : "\(C.rulePrefix)/\(name)"
    let known = C.ownMetadata.map(\.id)
    guard known.contains(id) else {
      if let correction = RenamedRules.correction(of: id) { throw ValidationError(correction.message) }
      throw ValidationError("unknown rule `\(name)`: \(Suggestion.help(for: id, among: known))")
    }
    return id
  }

  private func read(_ path: String) throws(FileProblem) -> [LooseFile] {
    if path == "-" { return [try input()] }
    guard Files.isFolder(path) else { return [try file(path)] }
    let folder = path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path
    var files: [LooseFile] = []
    for path in try Files.paths(below: folder, suffixes: C.looseFileSuffixes, limit: Self.countLimit) {
      files.append(try file(path.hasPrefix("./") ? String(path.dropFirst(2)) : path))
    }
    return files
  }

  private func input() throws(FileProblem) -> LooseFile {
    let bytes = try Files.input(limit: Self.sizeLimit)
    guard let stdinPath else {
      return LooseFile(path: "standard input", name: "20000101000000_standard-input\(Self.suffix)", bytes: bytes)
    }
    return LooseFile(path: stdinPath, name: Self.name(of: stdinPath), bytes: bytes)
  }

  private func file(_ path: String) throws(FileProblem) -> LooseFile {
    let name = Self.name(of: path)
    let folder = path.dropLast(name.count)
    let neighbours = C.interestingNeighbours(of: name).filter {
      Files.isThere(folder + $0)
    }
    return LooseFile(
      path: path, name: name, bytes: try Files.contents(of: path, limit: Self.sizeLimit), neighbours: Set(neighbours))
  }

  private static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  private static var suffix: String { C.looseFileSuffixes.first ?? "" }

  /// The largest file that is read, in bytes, and the most files of a folder.
  private static var sizeLimit: Int { 64 * 1024 * 1024 }
  private static var countLimit: Int { 100_000 }

  /// How often fixes are looked for.
  private static var fixPasses: Int { 10 }
}

extension Report {
  /// The files that have safe fixes, with the edits that these make.
  fileprivate func edited(_ files: [LooseFile]) -> [EditedFile] {
    let fixes = Dictionary(grouping: fixable) { $0.place?.path ?? "" }
    return files.compactMap { file in
      let edits = fixes[file.path]?.compactMap(\.fix).flatMap(\.edits) ?? []
      return edits.isEmpty ? nil : EditedFile(path: file.path, source: SourceText(file.bytes), edits: edits)
    }
  }
}

extension LooseFile {
  /// The file after edits.
  fileprivate func edited(_ file: EditedFile) -> LooseFile {
    LooseFile(path: path, name: name, bytes: file.source.applying(file.edits).bytes, neighbours: neighbours)
  }
}
