package import Changes
internal import Git
internal import Policy
internal import SystemPackage

extension LintCheck: ToolRunningCheck {
  /// Runs the linters on what the change adds or edits, from the content of the commits and not of the working tree.
  ///
  /// Whatever becomes of a linter is part of the report.
  package static func toolReport(
    on matter: ChangeToRun<LintCheck>, in workshop: Workshop
  ) async throws(Undecidable) -> [UInt8] {
    var plan: LintPlan
    do throws(GitError) {
      plan = try LintPlan(matter, in: FilePath(workshop.folder))
    } catch {
      throw Undecidable(error)
    }
    if let unknown = workshop.selection.first(where: { name in !matter.policy.own.tools.contains { $0.name == name } })
    {
      throw Undecidable("the policy has no tool `\(unknown)`", help: "name one of `tools` in \(LintCheck.policyPath)")
    }
    var runs: [LinterRun] = []
    while let step = plan.next() {
      let linter = Linter(
        step.tool, side: step.side, of: step.package, below: step.folder, environment: workshop.environment,
        ignoringComments: step.ignoresComments)
      guard workshop.selection.isEmpty || workshop.selection.contains(step.tool.name) else { continue }
      runs += await linter.runs(on: step.files)
      if Task.isCancelled { throw Undecidable("the linters were interrupted", help: "run them again") }
    }
    let report = LintReport(
      base: matter.base, judged: matter.judged, includesWorkingTree: matter.includesWorkingTree,
      runner: workshop.runner, runs: runs)
    return report.bytes
  }
}

/// Which linter is started on what: at most four times for each package.
struct LintPlan {
  private var steps: [Step] = []

  /// One start of a linter.
  struct Step {
    let tool: LintTool
    let side: LinterRun.Side
    /// Where the files are laid out.
    let folder: FilePath

    /// Where in it the linter runs.
    let package: LintPackage
    let files: [GivenFile]
    let ignoresComments: Bool
  }

  mutating func next() -> Step? { steps.isEmpty ? nil : steps.removeFirst() }

  /// Lays out what linters look at: the judged side; the base's, where the policy compares with it; and the judged side
  /// with the base's configuration, where the change touches that.
  init(_ matter: ChangeToRun<LintCheck>, in folder: FilePath) throws(GitError) {
    let (change, own) = (matter.change, matter.policy.own)
    let governed = try GovernedFile.all(in: change, policy: matter.policy).filter { $0.obstacle == nil }
    guard !governed.isEmpty else { return }
    let all = try change.judgedFiles(in: [.root])
    let wanted = governed.map { ($0.tool.name, $0.path, $0.version) }
    let judged = try Checkout(
      of: wanted, among: all, on: change.judged, in: folder.appending("judged"), workingTree: matter.workingTree)
    for tool in own.tools {
      let files = judged.files[tool.name] ?? []
      try add(tool, .judged, judged.folder, files, on: change.judged)
      // Without such a comment nothing is hidden.
      let commented = files.filter { $0.source.map { Suppressions.mayBe(in: $0, of: tool.format) } ?? false }
      try add(tool, .unsuppressed, judged.folder, commented, on: change.judged, ignoringComments: true)
    }
    try addBase(of: matter, in: folder)
    try addConfiguration(of: matter, wanted, among: all, in: folder)
  }

  private mutating func add(
    _ tool: LintTool, _ side: LinterRun.Side, _ folder: FilePath, _ files: [GivenFile], on snapshot: Snapshot,
    ignoringComments: Bool = false
  ) throws(GitError) {
    var packages = LintPackages(of: tool, on: snapshot)
    var order: [LintPackage] = []
    var byPackage: [LintPackage: [GivenFile]] = [:]
    for file in files {
      let package = try packages.package(of: file.path)
      if byPackage[package] == nil { order.append(package) }
      byPackage[package, default: []].append(file)
    }
    for package in order {
      steps.append(
        Step(
          tool: tool, side: side, folder: folder, package: package, files: byPackage[package] ?? [],
          ignoresComments: ignoringComments))
    }
  }

  /// The base's version of every file that changes or goes: a finding may have left one for another.
  private mutating func addBase(of matter: ChangeToRun<LintCheck>, in folder: FilePath) throws(GitError) {
    guard matter.policy.own.block == .newFindings else { return }
    let old = matter.change.files.flatMap { file -> [(String, RepositoryPath, FileVersion)] in
      guard let version = file.old, version.mode == .file || version.mode == .executable,
        file.old?.id != file.new?.id, !matter.policy.excludes(file.path.bytes)
      else { return [] }
      return matter.policy.own.tools.filter { $0.governs(file.path) }.map { ($0.name, file.path, version) }
    }
    guard !old.isEmpty else { return }
    let base = try Checkout(
      of: old, among: try matter.change.baseFiles(in: [.root]), on: matter.change.base,
      in: folder.appending("base"), workingTree: matter.workingTree)
    for tool in matter.policy.own.tools {
      let files = base.files[tool.name] ?? []
      let hasComments = files.contains { $0.source.map { Suppressions.mayBe(in: $0, of: tool.format) } ?? false }
      try add(tool, .base, base.folder, files, on: matter.change.base, ignoringComments: hasComments)
    }
  }

  private mutating func addConfiguration(
    of matter: ChangeToRun<LintCheck>, _ wanted: [(String, RepositoryPath, FileVersion)],
    among all: [(path: RepositoryPath, FileVersion)], in folder: FilePath
  ) throws(GitError) {
    var (names, changed): (Set<String>, [ChangedPath]) = ([], [])
    for tool in matter.policy.own.tools {
      let files = try LinterConfiguration.changed(in: matter.change, of: tool)
      if !files.isEmpty { names.insert(tool.name) }
      changed += files
    }
    guard !names.isEmpty else { return }
    // What is laid out as the base has it is not what is checked.
    let replaced = Set(changed.map(\.path))
    let checkout = try Checkout(
      of: wanted.filter { !replaced.contains($0.1) }, among: all, on: matter.change.judged,
      in: folder.appending("configuration"),
      workingTree: matter.workingTree,
      replacing: Checkout.Replacement(
        side: matter.change.base, versions: Dictionary(changed.map { ($0.path, $0.old) }) { $1 }))
    for tool in matter.policy.own.tools where names.contains(tool.name) {
      try add(
        tool, .configuration, checkout.folder, checkout.files[tool.name] ?? [], on: matter.change.judged)
    }
  }
}
